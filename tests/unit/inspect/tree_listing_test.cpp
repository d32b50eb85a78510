// A listing survives being written down, whatever the names are.
#include "inspect/tree_listing.hpp"

#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("a listing is read back as it was written") {
  TreeListing listing;
  listing["a/b c"] = {TreeItem::file, 12, 1700000000123456789, ""};
  listing["link \"q\""] = {TreeItem::link, 0, 0, "../to\n%20"};
  listing["folder"] = {TreeItem::folder, 0, 0, ""};
  listing["not utf-8 \xff\xfe"] = {TreeItem::file, 0, -5, ""};
  listing["100% %41"] = {TreeItem::other, 0, 0, ""};
  const auto again = parse_tree_listing(tree_listing_text(listing));
  REQUIRE(again);
  CHECK(*again == listing);
}

TEST_CASE("what is no listing is not taken for an empty one") {
  for (const char* text : {"x\n", "{}\n", "[\"a\"]\n", "[\"a\", 0]\n", "[\"a\", 9]\n", "[\"a\", 1]\n"}) {
    INFO(text);
    CHECK_FALSE(parse_tree_listing(text));
  }
  CHECK(parse_tree_listing("")->empty());
}
