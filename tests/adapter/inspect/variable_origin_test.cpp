#include "inspect/shell/variable_origin.hpp"

#include "base/text.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

class Home {
 public:
  Home() {
    user.set("HOME", (dir / "home").string());
    user.set("SHELL", "/bin/bash");
  }
  VariableOrigins read() const { return VariableOrigins::read(user, dir / "work" / "hello", dir / "root"); }
  // "home/.bashrc:3 match 2, …", the first is the one to blame
  std::string account(std::string_view name, std::string_view value) const {
    std::vector<std::string> lines;
    for (const VariableLine& line : read().lines_of(name, value)) {
      lines.push_back(fs::relative(line.file, dir.path()).string() + ":" + std::to_string(line.line) + " " +
                      std::to_string(line.match) + (line.system ? " system" : "") +
                      (line.next_terminal ? " next" : ""));
    }
    return join(lines, ", ");
  }
  TestDir dir;
  Environment user;
};

}  // namespace

TEST_CASE("the line that gives a variable the value it has comes first, all others after it") {
  Home home;
  write_file(home.dir / "root/etc/environment", "A=b\n");
  write_file(home.dir / "root/etc/profile.d/a.sh", "export A=c\n");
  write_file(home.dir / "home/.profile", "export A=b\n");
  write_file(home.dir / "home/.bashrc", "# export A=b\nexport A=d\n");
  write_file(home.dir / "home/.zshrc", "export A=b\n");
  CHECK(home.account("A", "b") ==
        "home/.zshrc:1 2, home/.profile:1 2 next, root/etc/environment:1 2 system next, "
        "home/.bashrc:2 0 next, root/etc/profile.d/a.sh:1 0 system next");
  CHECK(home.account("A", "d").find("home/.bashrc:2 2 next") == 0);
  CHECK(home.account("B", "b").empty());
}

TEST_CASE("a value with the home folder in it is compared, one with other references perhaps fits") {
  Home home;
  const std::string path = home.user.get("HOME");
  write_file(
      home.dir / "home/.bashrc",
      "export A=$HOME/x\nexport B=\"${HOME}/x:$B\"\nexport C=~/x\nexport D=$(pwd)/x\nexport E='$HOME/x'\n");
  CHECK(home.account("A", path + "/x") == "home/.bashrc:1 2 next");
  CHECK(home.account("A", "/x") == "home/.bashrc:1 0 next");
  CHECK(home.account("B", path + "/x:/y") == "home/.bashrc:2 1 next");
  CHECK(home.account("B", "/y:" + path + "/x") == "home/.bashrc:2 0 next");
  CHECK(home.account("C", path + "/x") == "home/.bashrc:3 2 next");
  CHECK(home.account("D", "/any/x") == "home/.bashrc:4 1 next");
  CHECK(home.account("E", "$HOME/x") == "home/.bashrc:5 2 next");
}

TEST_CASE("the next terminal reads the files of its shell only, and only what is exported in any case") {
  Home home;
  write_file(home.dir / "home/.bashrc", "export A=1\nB=1\nif x; then\nexport C=1\nfi\n");
  write_file(home.dir / "home/.zshenv", "export D=1\n");
  write_file(home.dir / "home/.config/fish/config.fish", "set -gx E 1\n");
  write_file(home.dir / "home/.config/environment.d/a.conf", "F=1\n");
  write_file(home.dir / "home/.bash_profile", "export G=1\n");
  write_file(home.dir / "home/.profile", "export H=1\n");
  write_file(home.dir / "work/.envrc", "export I=1\n");
  write_file(home.dir / "work/hello/.env", "J=1\n");
  CHECK(join(home.read().next_names(), " ") == "A F G");
  CHECK(home.account("I", "1") == "work/.envrc:1 2");
  CHECK(home.account("J", "1") == "work/hello/.env:1 2");
  home.user.set("SHELL", "/usr/bin/zsh");
  CHECK(join(home.read().next_names(), " ") == "D F");
  home.user.set("SHELL", "/usr/bin/fish");
  CHECK(join(home.read().next_names(), " ") == "E F");
  REQUIRE(home.read().next_of("E") != nullptr);
  CHECK(home.read().next_of("E")->value == "1");
  CHECK(home.read().next_of("A") == nullptr);
}

TEST_CASE("the next terminal's value is told where it can be without running anything") {
  Home home;
  write_file(home.dir / "home/.bashrc",
             "export A=b\nexport B=~/x\nexport C=/x:$C\nexport D=\"$HOME/y:${D}\"\nexport E=$(pwd)\n"
             "export F=$OTHER/x\n");
  const VariableOrigins origins = home.read();
  const auto value = [&](const char* name) {
    return origins.next_value(*origins.next_of(name)).value_or("?");
  };
  CHECK(value("A") == "b");
  CHECK(value("B") == home.user.get("HOME") + "/x");
  CHECK(value("C") == "/x:");
  CHECK(value("D") == home.user.get("HOME") + "/y:");
  CHECK(value("E") == "?");
  CHECK(value("F") == "?");
}

}  // namespace ftenv::test
