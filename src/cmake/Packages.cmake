# `cpack -G DEB` in the build folder makes a Debian package, `cpack -G TGZ` an archive. Neither builds
# anything: they take what is there.
set(FTENV_MAINTAINER "ftenv maintainers <maintainers@ftenv.invalid>" CACHE STRING
    "who stands for a package that is made here, as `Name <address>`")

set(CPACK_PACKAGE_NAME ftenv)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_SOURCE_DIR}/src/cmake/package_names.cmake)
set(CPACK_FTENV_BINARY ${CMAKE_BINARY_DIR}/ftenv)
set(CPACK_FTENV_SYSTEM ${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PACKAGE_CONTACT "${FTENV_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "bring Rust/PyO3 projects to free-threaded CPython")
set(CPACK_PACKAGE_DESCRIPTION
"ftenv takes a machine and a Rust/PyO3 project to a Python extension that
was imported without the global interpreter lock: it installs what is
missing, finds, downloads or builds a free-threaded CPython, makes a
virtual environment, has maturin build the extension into it, and proves
in a fresh process that the lock is still off after the import.

It says what it will do before it does it, leaves no environment variable
behind and takes back what it has made. `ftenv doctor` says what is wrong
with a machine or a project, `ftenv explain` what the output of a failed
build means.")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_CHECKSUM SHA256)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/src/cmake/package_files.cmake)

include(CPack)
