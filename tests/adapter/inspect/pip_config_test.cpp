#include "inspect/python/pip_config.hpp"

#include "support/temp.hpp"

namespace ftenv::test {

TEST_CASE("pip's configuration: sections, lines that go on, comments and spellings") {
  const auto settings = parse_pip_config(
      "; a comment\nlost = 1\n[global]\nTimeout = 60\nextra_index_url =\n    https://one.example\n    "
      "https://two.example\n# user = true\n\n[install]\nuser: yes\n");
  REQUIRE(settings.size() == 3);
  CHECK(settings[0].key == "timeout");
  CHECK(settings[0].line == 4);
  CHECK(settings[1].key == "extra-index-url");
  CHECK(settings[1].value == "https://one.example\nhttps://two.example");
  CHECK(settings[2].section == "install");
  CHECK(settings[2].value == "yes");
}

TEST_CASE("pip's configuration files are read from the weakest to the strongest") {
  TestDir dir;
  Environment user;
  user.set("HOME", (dir / "home").string());
  write_file(dir / "root/etc/pip.conf", "[global]\ntarget = /system\n");
  const auto target = [&] {
    const PipConfig config = read_pip_config(user, dir / "venv", dir / "root");
    const PipSetting* found = config.find("target");
    return found == nullptr ? std::string() : found->value + (found->system ? " of the system" : "");
  };
  CHECK(target() == "/system of the system");
  write_file(dir / "home/.config/pip/pip.conf", "[global]\ntarget = /user\n");
  CHECK(target() == "/user");
  write_file(dir / "venv/pip.conf", "[global]\ntarget = /venv\n");
  CHECK(target() == "/venv");
  write_file(dir / "home/.pip/pip.conf", "[install]\ntarget = /install\n");
  CHECK(target() == "/install");
  write_file(dir / "named.conf", "[install]\ntarget = /named\n");
  user.set("PIP_CONFIG_FILE", (dir / "named.conf").string());
  CHECK(target() == "/named");
  user.set("PIP_CONFIG_FILE", "/dev/null");
  CHECK(target().empty());
}

}  // namespace ftenv::test
