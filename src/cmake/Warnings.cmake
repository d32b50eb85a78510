add_library(ftenv_options INTERFACE)
target_compile_options(ftenv_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                       -Wold-style-cast -Woverloaded-virtual -Wcast-align)
# GCC 12 sees overlapping and overlong copies in std::string, and uninitialized
# variants, where there are none (GCC bug 105329 and its kin).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(ftenv_options INTERFACE -Wno-restrict -Wno-array-bounds
                         -Wno-stringop-overread -Wno-stringop-overflow -Wno-maybe-uninitialized)
endif()
if(FTENV_WERROR)
  target_compile_options(ftenv_options INTERFACE -Werror)
endif()
if(FTENV_SANITIZE)
  target_compile_options(ftenv_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
                         -fno-sanitize-recover=undefined)
  target_link_options(ftenv_options INTERFACE -fsanitize=address,undefined)
endif()
target_compile_definitions(ftenv_options INTERFACE FTENV_VERSION="${PROJECT_VERSION}")
