# Read by cpack for each kind of package: what is known only when it is made.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  return()
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /)

# An archive is for every system whose glibc is new enough: the newest that the binary asks for, in its name.
execute_process(COMMAND objdump -T ${CPACK_FTENV_BINARY} OUTPUT_VARIABLE symbols RESULT_VARIABLE failed)
string(REGEX MATCHALL "GLIBC_[0-9]+\\.[0-9]+" versions "${symbols}")
if(NOT failed AND versions)
  list(REMOVE_DUPLICATES versions)
  list(SORT versions COMPARE NATURAL ORDER DESCENDING)
  list(GET versions 0 newest)
  string(REPLACE "GLIBC_" "glibc" newest ${newest})
  string(TOLOWER "${CPACK_FTENV_SYSTEM}" system)
  set(CPACK_PACKAGE_FILE_NAME "ftenv-${CPACK_PACKAGE_VERSION}-${system}-${newest}")
endif()
