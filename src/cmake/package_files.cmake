# Run by cpack when the files of a package lie in their folder: what Debian wants to be different there.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(package ${CPACK_TEMPORARY_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX})
set(doc ${package}/share/doc/ftenv)

# compressed(FILE): gzip without a name or a time in it, so that the same files give the same bytes.
function(compressed file)
  execute_process(COMMAND gzip -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The time of a release is asked for by whoever makes it (SOURCE_DATE_EPOCH), else it is now.
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${doc}/changelog.Debian
"ftenv (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Made by cpack from the sources; changelog.gz says what is new in them.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
compressed(${doc}/changelog.Debian)
compressed(${doc}/changelog)

file(REMOVE ${doc}/LICENSE)
file(WRITE ${doc}/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ftenv

Files: *
Copyright: 2026 the ftenv authors
License: Apache-2.0
 On Debian systems, the full text of the Apache License 2.0 is in
 `/usr/share/common-licenses/Apache-2.0'.
")

# Debian's zsh looks for what packages bring in a folder of its own name.
if(EXISTS ${package}/share/zsh/site-functions)
  file(RENAME ${package}/share/zsh/site-functions ${package}/share/zsh/vendor-completions)
endif()

file(MAKE_DIRECTORY ${package}/share/lintian/overrides)
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/lintian_overrides ${package}/share/lintian/overrides/ftenv)

file(GLOB pages ${package}/share/man/man1/*.1)
foreach(page IN LISTS pages)
  compressed(${page})
endforeach()
file(GLOB_RECURSE files ${package}/share/*)
file(CHMOD ${files} FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
