# The tests for Windows: what is pure of platform/, and tests/*/platform/windows/. The others stand on fork,
# sh and the file system of POSIX. tests/cross/windows.sh runs them: ctest can't start the programs.
add_library(ftenv_windows_catch INTERFACE)
target_include_directories(ftenv_windows_catch INTERFACE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/src
                           ${CMAKE_SOURCE_DIR})

# The child of the adapter tests: it says what it was given.
add_executable(ftenv_windows_child adapter/platform/windows/child/child.cpp)
target_link_libraries(ftenv_windows_child PRIVATE ftenv_platform)

function(ftenv_windows_tests target)
  add_executable(${target} ${CMAKE_CURRENT_SOURCE_DIR}/support/main.cpp ${ARGN})
  target_link_libraries(${target} PRIVATE ftenv_platform ftenv_windows_catch)
  # Catch2 would look for wmain.
  target_compile_definitions(${target} PRIVATE DO_NOT_USE_WMAIN)
endfunction()

file(GLOB windows_unit CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/unit/platform/windows/*.cpp)
file(GLOB windows_adapter CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/adapter/platform/windows/*.cpp)
set(portable_unit)
foreach(name IN ITEMS platform/line_splitter platform/os_release platform/apt_parse platform/debian_version
                      platform/privilege)
  list(APPEND portable_unit ${CMAKE_CURRENT_SOURCE_DIR}/unit/${name}_test.cpp)
endforeach()
ftenv_windows_tests(ftenv_windows_unit ${windows_unit} ${portable_unit})
ftenv_windows_tests(ftenv_windows_adapter ${windows_adapter})
add_dependencies(ftenv_windows_adapter ftenv_windows_child)
