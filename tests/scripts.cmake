# Tests that are scripts, one ctest test each: LEVEL/*.sh under the label LEVEL. They find the binary in
# $FTENV and the sources in $FTENV_SOURCE_DIR. Exit code 77 is a skip, and the script prints its reason:
# ctest counts it and lists it in its summary.
function(ftenv_scripts level)
  cmake_parse_arguments(SCRIPTS "SERIAL" "TIMEOUT" "" ${ARGN})
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${level}/*.sh)
  foreach(script IN LISTS scripts)
    get_filename_component(name ${script} NAME_WE)
    set(test "${level}: ${name}")
    add_test(NAME ${test} COMMAND ${script})
    set_tests_properties(${test} PROPERTIES
      LABELS ${level} TIMEOUT ${SCRIPTS_TIMEOUT} RUN_SERIAL ${SCRIPTS_SERIAL} SKIP_RETURN_CODE 77
      ENVIRONMENT "FTENV=$<TARGET_FILE:ftenv>;FTENV_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
  endforeach()
endfunction()

ftenv_scripts(structure TIMEOUT 60)
# Builds with sanitizers or with counters are several times slower.
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  ftenv_scripts(adapter TIMEOUT 900)
else()
  ftenv_scripts(adapter TIMEOUT 120)
endif()
ftenv_scripts(memory TIMEOUT 600 SERIAL)
# All of the unit and adapter tests built anew, with sanitizers.
ftenv_scripts(sanitize TIMEOUT 5400 SERIAL)
# clang-format and clang-tidy, pinned, on every file.
ftenv_scripts(tidy TIMEOUT 5400 SERIAL)
# The same in a build that counts lines.
ftenv_scripts(coverage TIMEOUT 5400 SERIAL)
# Compiles what it needs anew, then half a minute of any bytes at all.
ftenv_scripts(fuzz TIMEOUT 900 SERIAL)
# ftenv for another system, run as far as it can be here. The first time builds the libraries.
ftenv_scripts(cross TIMEOUT 2400 SERIAL)
# Every command of the pages, each page in a new home.
ftenv_scripts(docs TIMEOUT 1200 SERIAL)
# The real thing: minutes, every core, and the network through the package clients.
# Runs that are disturbed: killed, crowded, starved.
ftenv_scripts(faults TIMEOUT 1200 SERIAL)
ftenv_scripts(e2e TIMEOUT 3000 SERIAL)
# Not part of `./bootstrap test`: a machine from nothing (root, a network), and measurements.
ftenv_scripts(fresh TIMEOUT 1700 SERIAL)  # half an hour at the most
# ftenv and its libraries, built anew for other systems.
ftenv_scripts(archive TIMEOUT 3600 SERIAL)
ftenv_scripts(bench TIMEOUT 7200 SERIAL)
