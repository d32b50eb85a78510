#include "base/json.hpp"

#include <limits>

#include "support/catch.hpp"

namespace ftenv {
namespace {

Json parsed(std::string_view text) {
  auto value = Json::parse(text);
  INFO(std::string(text));
  REQUIRE(value);
  return *value;
}

TEST_CASE("JSON comes back as it went in, in the same order") {
  const std::vector<std::string> rows = {"null",
                                         "true",
                                         "-12",
                                         "9223372036854775807",
                                         "1.5",
                                         R"("a\"b\\c\u0001")",
                                         "[]",
                                         "{}",
                                         R"([1,[2,[]],{"z":1,"a":{"k":null}}])",
                                         R"({"zebra":1,"apple":[true,false],"mango":"x"})",
                                         "\"gr\xc3\xbcn \xf0\x9f\x94\xa7\""};
  for (const std::string& row : rows) CHECK(parsed(row).dump(-1) == row);
}

TEST_CASE("JSON is indented by two spaces") {
  Json value = Json::object({{"a", 1}, {"b", Json::array({"x", "y"})}, {"c", Json(Json::Array{})}});
  CHECK(value.dump() == "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    \"y\"\n  ],\n  \"c\": []\n}");
}

TEST_CASE("bytes that are not UTF-8 are replaced in the output") {
  CHECK(Json("a\xff\x62").dump(-1) == "\"a\xef\xbf\xbd\x62\"");
  CHECK(Json("cut \xe2\x82").dump(-1) == "\"cut \xef\xbf\xbd\"");
  CHECK(Json::object({{"k\xfe", 1}}).dump(-1) == "{\"k\xef\xbf\xbd\":1}");
  // And what was replaced can be read back.
  CHECK(parsed(Json("\xff").dump()).string_or("") == "\xef\xbf\xbd");
}

TEST_CASE("bad JSON is an error with a position") {
  for (const std::string text :
       {"", "{", "[1,]", "{\"a\":}", "tru", "1 2", "\"\xff\"", "{1:2}", "\"a\tb\"", "nan"}) {
    INFO(text);
    const auto value = Json::parse(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::internal);
    CHECK(value.error().message.find("line 1, column") != std::string::npos);
    CHECK(value.error().message.find("json.exception") == std::string::npos);
  }
  const auto second_line = Json::parse("{\n  \"a\": x\n}");
  REQUIRE_FALSE(second_line);
  CHECK(second_line.error().message.find("line 2, column 8") != std::string::npos);
}

TEST_CASE("JSON that is nested to break the stack is refused") {
  CHECK_FALSE(Json::parse(std::string(1'000'000, '[')));
  CHECK_FALSE(Json::parse(std::string(300, '[') + std::string(300, ']')));
  CHECK(Json::parse(std::string(200, '[') + std::string(200, ']')));
}

TEST_CASE("readers give the fallback for what is absent or of another type") {
  const Json value =
      parsed(R"({"s":"x","i":3,"d":2.5,"b":true,"a":["p",1,"q"],"n":null,"big":18446744073709551615})");
  CHECK(value["s"].string_or("-") == "x");
  CHECK(value["i"].string_or("-") == "-");
  CHECK(value["i"].int_or(0) == 3);
  CHECK(value["d"].int_or(7) == 7);
  CHECK(value["i"].double_or(0) == 3.0);
  CHECK(value["d"].double_or(0) == 2.5);
  CHECK(value["big"].double_or(0) > 1e19);
  CHECK(value["big"].int_or(-1) == -1);
  CHECK(value["b"].bool_or(false));
  CHECK(value["s"].bool_or(false) == false);
  CHECK(value["a"].strings() == std::vector<std::string>{"p", "q"});
  CHECK(value["s"].strings().empty());
  CHECK(value["n"].is_null());
  CHECK(value["absent"]["deeper"].is_null());
  CHECK(value["s"].items().empty());
  CHECK(value["a"].members().empty());
}

TEST_CASE("set replaces or appends, push appends") {
  Json value;
  value.set("a", 1).set("b", "x").set("a", true);
  CHECK(value.dump(-1) == R"({"a":true,"b":"x"})");
  Json list;
  list.push(1).push(Json::object({{"k", nullptr}}));
  CHECK(list.dump(-1) == R"([1,{"k":null}])");
}

TEST_CASE("of a key that is there twice the last one counts") {
  CHECK(parsed(R"({"a":1,"b":2,"a":3})").dump(-1) == R"({"a":3,"b":2})");
}

TEST_CASE("numbers that JSON has no word for are null") {
  CHECK(Json(std::numeric_limits<double>::infinity()).dump(-1) == "null");
}

}  // namespace
}  // namespace ftenv
