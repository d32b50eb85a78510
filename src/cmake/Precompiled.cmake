# The headers that nearly every file reads, parsed once per build instead of once per file: that halves the
# time a newcomer waits. No file may rely on it: the presets `dev` and `tidy` build without.
set(FTENV_COMMON_HEADERS <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <string_view>
    <variant> <vector> <boost/filesystem.hpp> <tl/expected.hpp>)

# ftenv_precompile(TARGET): the first of the rooms precompiles, the others use what it made.
function(ftenv_precompile target)
  if(target STREQUAL "ftenv_base")
    target_precompile_headers(ftenv_base PRIVATE ${FTENV_COMMON_HEADERS})
  else()
    target_precompile_headers(${target} REUSE_FROM ftenv_base)
  endif()
endfunction()

# The same for tests, with the test framework.
function(ftenv_precompile_tests target)
  if(target STREQUAL "ftenv_test_support")
    target_precompile_headers(ftenv_test_support PRIVATE ${FTENV_COMMON_HEADERS}
                              ${CMAKE_SOURCE_DIR}/tests/support/catch.hpp)
  else()
    target_precompile_headers(${target} REUSE_FROM ftenv_test_support)
  endif()
endfunction()
