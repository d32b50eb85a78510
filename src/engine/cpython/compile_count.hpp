// How far is a make? Pure; private to the files that build CPython.
#pragma once

#include <cstdint>
#include <string_view>

namespace ftenv {

// gcc -c -fno-strict-overflow … -DPy_BUILD_CORE -o Objects/listobject.o Objects/listobject.c
bool compiles_a_file(std::string_view line);

// How many different object files a Makefile names: for CPython's 3 % more than there will be.
std::uintmax_t object_files_in(std::string_view makefile);

}  // namespace ftenv
