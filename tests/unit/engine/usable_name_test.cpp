#include "engine/usable_name.hpp"

#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("a name that Python's programs can't work in is refused with its character") {
  Host host;
  host.os = "linux";
  const auto check = [&](const char* path) { return check_usable_name(host, "the store", path, "do this"); };
  for (const char* good : {"/home/ada/with a blank", "/home/\xe9\xa1\xb9/x", "/a/all*?[a]", "/a/100%s%n",
                           "/a/-rf", "/a/a#b", "/a/(b)&c;d|e~f<g>h!i{j}k"})
    CHECK(check(good));
  for (const char c : std::string(":'\"`$\\")) {
    const auto refused = check((std::string("/home/a") + c + "b").c_str());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::unsupported);
    CHECK(refused.error().message.find(std::string("the character `") + c + "`") != std::string::npos);
    CHECK(refused.error().hints == std::vector<std::string>{"do this"});
  }
  CHECK(check("/a/two\nlines").error().message.find("two\\x0alines") != std::string::npos);
  CHECK(check("/a/latin-\xe9").error().message.find("no UTF-8") != std::string::npos);
  host.os = "windows";
  CHECK(check("C:\\Users\\ada"));
}

}  // namespace ftenv::test
