# `cmake --install build [--prefix DIR]`: the GNU layout, DESTDIR is honoured. The recipes are inside the
# binary, so nothing that is installed here is looked for when ftenv runs.
include(GNUInstallDirs)

install(TARGETS ftenv RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# ftenv_install_made(FOLDER PATTERN [NAME]): what the program itself writes during the build. It is looked
# for when it is installed: a build for another system can't run the program and has none, and install()'s
# own OPTIONAL would leave empty folders then.
function(ftenv_install_made folder pattern)
  set(name ${ARGN})
  install(CODE "
    file(GLOB made \"${CMAKE_BINARY_DIR}/${pattern}\")
    foreach(file IN LISTS made)
      set(name \"${name}\")
      if(NOT name)
        get_filename_component(name \"\${file}\" NAME)
      endif()
      file(INSTALL \"\${file}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${folder}\" RENAME \"\${name}\")
    endforeach()")
endfunction()
ftenv_install_made(${CMAKE_INSTALL_MANDIR}/man1 man/ftenv*.1)
ftenv_install_made(${CMAKE_INSTALL_DATADIR}/bash-completion/completions completions/bash ftenv)
ftenv_install_made(${CMAKE_INSTALL_DATADIR}/zsh/site-functions completions/zsh _ftenv)
ftenv_install_made(${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d completions/fish ftenv.fish)

# Who gives away a library's code as part of a binary says whose it is: by its package's own words, and the texts
# that Debian's packages only refer to.
if(FTENV_STATIC_LIBS)
  # Of the gcc whose libstdc++ is linked, which clang takes too: /usr/lib/gcc/x86_64-linux-gnu/12/libstdc++.a
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libstdc++.a OUTPUT_VARIABLE library)
  string(REGEX MATCH "([0-9.]+)/libstdc" found "${library}")
  set(gcc ${CMAKE_MATCH_1})
  foreach(package IN ITEMS libcurl4-openssl-dev libarchive-dev libssl-dev libelf-dev libre2-dev libyaml-cpp-dev
                           libspdlog-dev libfmt-dev libboost-filesystem${Boost_VERSION_MAJOR}.${Boost_VERSION_MINOR}-dev
                           zlib1g-dev libbz2-dev liblzma-dev libzstd-dev libstdc++-${gcc}-dev
                           nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libexpected-dev)
    set(text /usr/share/doc/${package}/copyright)
    if(NOT EXISTS ${text})
      message(FATAL_ERROR "there is no ${text}, which has to be given away with the binary")
    endif()
    install(FILES ${text} DESTINATION ${CMAKE_INSTALL_DOCDIR}/libraries RENAME ${package}.copyright)
  endforeach()
  install(DIRECTORY /usr/share/common-licenses DESTINATION ${CMAKE_INSTALL_DOCDIR}/libraries)
endif()
