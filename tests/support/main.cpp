// Catch2 3 brings its main in a library; 2.13 wants it compiled once.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif

// For LeakSanitizer. libarchive 3.6 keeps a buffer when what it writes to has failed: archive_write_free does
// not close it then. Its functions have no names in the system's library, so the library is named.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming): the sanitizer's own name
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libarchive.so";
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)
