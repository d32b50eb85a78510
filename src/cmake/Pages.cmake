# What the finished program prints about itself, for whoever installs it:
#   build/man/ftenv.1, build/man/ftenv-COMMAND.1       for share/man/man1/
#   build/completions/bash                             for share/bash-completion/completions/ftenv
#   build/completions/zsh                              for share/zsh/site-functions/_ftenv
#   build/completions/fish                             for share/fish/vendor_completions.d/ftenv.fish
#   build/completions/ps1                              for a PowerShell profile
# Not when cross compiling: the program does not run here then.
function(ftenv_pages)
  if(CMAKE_CROSSCOMPILING)
    return()
  endif()
  set(completions)
  foreach(name IN ITEMS bash zsh fish ps1)
    list(APPEND completions ${CMAKE_BINARY_DIR}/completions/${name})
  endforeach()
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/man/ftenv.1 ${completions}
    COMMAND ${CMAKE_COMMAND} -DFTENV=$<TARGET_FILE:ftenv> -DFOLDER=${CMAKE_BINARY_DIR}
            -P ${CMAKE_SOURCE_DIR}/src/cmake/write_pages.cmake
    DEPENDS ftenv ${CMAKE_SOURCE_DIR}/src/cmake/write_pages.cmake
    COMMENT "writing manual pages and completions" VERBATIM)
  add_custom_target(ftenv_pages ALL DEPENDS ${CMAKE_BINARY_DIR}/man/ftenv.1 ${completions})
endfunction()
