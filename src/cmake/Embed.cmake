# ftenv_embed(TARGET SET FOLDER PATTERN): compiles the files of FOLDER into TARGET as
# `embedded_SET()`, declared in base/embedded.hpp.
function(ftenv_embed target set folder pattern)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/${pattern})
  set(output ${CMAKE_BINARY_DIR}/embedded/${set}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DSET=${set} -DFOLDER=${folder} "-DPATTERN=${pattern}" -DOUTPUT=${output}
            -P ${CMAKE_SOURCE_DIR}/src/cmake/write_embedded.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/src/cmake/write_embedded.cmake
    COMMENT "embedding ${set}" VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
