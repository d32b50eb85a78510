#include "io/digest.hpp"

#include "support/catch.hpp"

namespace ftenv {
namespace {

// The examples of FIPS 180-4.
TEST_CASE("sha256_of knows the standard's examples") {
  CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a digest in pieces is the digest of the whole") {
  Sha256 digest;
  digest.update("a", 1);
  CHECK(digest.hex_so_far() == sha256_of("a"));
  digest.update("bc", 2);
  CHECK(digest.hex_so_far() == sha256_of("abc"));
  Sha256 moved = std::move(digest);
  CHECK(moved.hex() == sha256_of("abc"));
  // Ended: no second answer that could be taken for one.
  CHECK(moved.hex() == "");
}

}  // namespace
}  // namespace ftenv
