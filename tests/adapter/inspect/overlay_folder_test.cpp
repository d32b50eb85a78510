// Where recipes of a person's own are read from, and whose they must be.
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "inspect/overlay_failures.hpp"
#include "inspect/overlay_folder.hpp"
#include "platform/trusted_file.hpp"
#include "support/catch.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

const char* const k_failure =
    "[[failure]]\nid = \"IN-01\"\npattern = 'acme: (\\w+)'\ncause = \"acme's \\\\1\"\n";

class Machine {
 public:
  Machine() {
    ::umask(022);
    fs::create_directories(home());
    fs::create_directories(project());
  }
  fs::path home() const { return m_dir / "home"; }
  fs::path project() const { return m_dir / "project"; }
  fs::path root() const { return m_dir.path(); }
  fs::path own() const { return home() / ".config" / "ftenv" / "recipes"; }
  Result<Overlays> find(const fs::path& asked = {}, const std::string& xdg = {}) const {
    Environment person({{"HOME", home().string()}});
    if (!xdg.empty()) person.set("XDG_CONFIG_HOME", xdg);
    return find_overlays({person, asked, project()});
  }
  std::string refused(const fs::path& asked = {}, const std::string& xdg = {}) const {
    const auto overlays = find(asked, xdg);
    REQUIRE_FALSE(overlays);
    CHECK(overlays.error().code == ErrorCode::usage);
    return full_text(overlays.error());
  }

 private:
  TestDir m_dir;
};

void mode(const fs::path& path, int bits) {
  REQUIRE(::chmod(path.c_str(), static_cast<mode_t>(bits)) == 0);
}

}  // namespace

TEST_CASE("without folders there are no overlays") {
  const Machine machine;
  CHECK(machine.find()->empty());
  fs::create_directories(machine.own());
  CHECK(machine.find()->empty());
  CHECK(find_overlays({Environment(), {}, "."})->empty());
}

TEST_CASE("the person's folder comes first, the one asked for counts more") {
  const Machine machine;
  write_file(machine.own() / "failures.toml", k_failure);
  write_file(machine.own() / "platforms" / "aurora.toml", "id = \"aurora\"\n");
  write_file(machine.own() / "README.md", "ours");
  write_file(machine.own() / ".git" / "config", "x");
  write_file(machine.root() / "team" / "cpython.toml", "");
  const auto overlays = machine.find(machine.root() / "team");
  INFO((overlays ? "" : overlays.error().message));
  REQUIRE(overlays);
  REQUIRE(overlays->size() == 2);
  CHECK((*overlays)[0].folder == machine.own().string());
  REQUIRE((*overlays)[0].files.size() == 2);
  CHECK((*overlays)[0].files[0].name == "failures.toml");
  CHECK((*overlays)[0].files[0].content == k_failure);
  CHECK((*overlays)[0].files[1].name == "platforms/aurora.toml");
  CHECK((*overlays)[1].files[0].path == (machine.root() / "team" / "cpython.toml").string());
}

TEST_CASE("XDG_CONFIG_HOME says where, if it is absolute and no part of the project") {
  const Machine machine;
  write_file(machine.root() / "config" / "ftenv" / "recipes" / "cpython.toml", "");
  write_file(machine.project() / ".config" / "ftenv" / "recipes" / "cpython.toml", "");
  CHECK(machine.find({}, (machine.root() / "config").string())->size() == 1);
  CHECK(machine.find({}, "project/.config")->empty());
  CHECK(machine.find({}, "./.config")->empty());
  CHECK(contains(machine.refused({}, (machine.project() / ".config").string()), "are part of `"));
  fs::create_directory_symlink(machine.project() / ".config", machine.root() / "way-in");
  CHECK(contains(machine.refused({}, (machine.root() / "way-in").string()), "are part of `"));
  // Said in so many words it is taken.
  CHECK(machine.find(machine.project() / ".config" / "ftenv" / "recipes")->size() == 1);
}

TEST_CASE("a home that is the project itself has its own recipes") {
  const Machine machine;
  write_file(machine.home() / "config" / "ftenv" / "recipes" / "cpython.toml", "");
  const Environment person(
      {{"HOME", machine.home().string()}, {"XDG_CONFIG_HOME", (machine.home() / "config").string()}});
  CHECK(find_overlays({person, {}, machine.home()})->size() == 1);
}

TEST_CASE("what others may write to is refused") {
  struct Row {
    const char* path;  // below the home
    int bits;
    const char* part;
  };
  const Row row = GENERATE(Row{".config/ftenv/recipes/platforms/debian.toml", 0666, "everybody may write to"},
                           Row{".config/ftenv/recipes/platforms/debian.toml", 0664, "the group"},
                           Row{".config/ftenv/recipes/platforms", 0777, "everybody may write to"},
                           Row{".config/ftenv/recipes/platforms", 0775, "the group"},
                           Row{".config/ftenv/recipes", 01777, "everybody may write to"},
                           Row{".config", 0777, "everybody may write to"}, Row{".", 0775, "the group"});
  const Machine machine;
  write_file(machine.own() / "platforms" / "debian.toml", "name = \"x\"\n");
  const fs::path path = (machine.home() / row.path).lexically_normal();
  CAPTURE(row.path, row.bits);
  REQUIRE(machine.find());
  const bool group = std::string(row.part) == "the group";
  if (group && ::chown(path.c_str(), static_cast<uid_t>(-1), 4711) != 0) return;
  mode(path, row.bits);
  const std::string text = machine.refused();
  CHECK(contains(text, row.part));
  CHECK(contains(text, "`" + (row.path == std::string(".") ? machine.home() : path).string() + "`"));
  CHECK(contains(text, "chmod"));
  mode(path, fs::is_directory(path) ? 0755 : 0644);
  CHECK(machine.find());
}

TEST_CASE("root's own group is nobody else's") {
  if (::geteuid() != 0 || ::getegid() != 0) return;  // whose group is private differs from machine to machine
  const Machine machine;
  write_file(machine.own() / "cpython.toml", "");
  mode(machine.own(), 0775);
  CHECK(machine.find());
}

TEST_CASE("a sticky folder above, such as /tmp, is fine") {
  const Machine machine;
  write_file(machine.root() / "open" / "mine" / "cpython.toml", "");
  mode(machine.root() / "open", 01777);
  CHECK(machine.find(machine.root() / "open" / "mine"));
  mode(machine.root() / "open", 0777);
  CHECK(contains(machine.refused(machine.root() / "open" / "mine"), "everybody"));
}

TEST_CASE("what belongs to somebody else is refused") {
  if (::geteuid() != 0) return;  // only root can give a file away
  const Machine machine;
  const fs::path file = machine.own() / "failures.toml";
  write_file(file, k_failure);
  const fs::path whose =
      machine.home() / GENERATE(".config/ftenv/recipes/failures.toml", ".config/ftenv/recipes", ".config");
  REQUIRE(::lchown(whose.c_str(), 4711, 0) == 0);
  CHECK(contains(machine.refused(), "belongs to user 4711"));
}

TEST_CASE("links may lead to a folder of the person's, and not out of it") {
  const Machine machine;
  write_file(machine.home() / "dotfiles" / "recipes" / "cpython.toml", "");
  write_file(machine.home() / "elsewhere.toml", "");
  fs::create_directories(machine.own().parent_path());
  fs::create_directory_symlink(machine.home() / "dotfiles" / "recipes", machine.own());
  REQUIRE(machine.find());
  CHECK(machine.find()->size() == 1);
  const fs::path link = machine.own() / "failures.toml";
  SECTION("to a file beside it") {
    fs::create_symlink("cpython.toml", machine.own() / "compatibility.toml");
    CHECK(machine.find()->front().files.size() == 2);
  }
  SECTION("to a file elsewhere") {
    fs::create_symlink(machine.home() / "elsewhere.toml", link);
    CHECK(contains(machine.refused(), "leads out of the folder"));
  }
  SECTION("to a folder elsewhere") {
    fs::create_directory_symlink(machine.project(), machine.own() / "platforms");
    CHECK(contains(machine.refused(), "leads out of the folder"));
  }
  SECTION("to nothing") {
    fs::create_symlink("nothing", link);
    CHECK(contains(machine.refused(), "leads out of the folder"));
  }
  SECTION("the folder it leads to is looked at as well") {
    mode(machine.home() / "dotfiles", 0777);
    CHECK(contains(machine.refused(), "everybody may write to"));
  }
}

TEST_CASE("what is no recipe is refused") {
  const Machine machine;
  write_file(machine.own() / "cpython.toml", "");
  SECTION("a name that no recipe has") {
    write_file(machine.own() / "failure.toml", "");
    CHECK(contains(machine.refused(), "did you mean `failures.toml`?"));
  }
  SECTION("a pipe, which is not waited for") {
    REQUIRE(::mkfifo((machine.own() / "failures.toml").c_str(), 0600) == 0);
    CHECK(contains(machine.refused(), "is no plain file"));
  }
  SECTION("folders without end") {
    write_file(machine.own() / "a" / "b" / "c" / "d.toml", "");
    CHECK(contains(machine.refused(), "where no recipes can be"));
  }
  SECTION("more than any recipe has") {
    write_file(machine.own() / "failures.toml", std::string((1u << 20) + 1, '#'));
    CHECK(contains(machine.refused(), "larger than any recipe"));
  }
}

TEST_CASE("a folder that was asked for has to be there and to have recipes") {
  const Machine machine;
  CHECK(contains(machine.refused(machine.root() / "absent"), "there is no folder `"));
  CHECK(contains(machine.refused(machine.project()), "has no recipes"));
}

TEST_CASE("failure patterns of a person's own") {
  const auto read = [](const std::string& text) {
    return read_overlay_failures({"failures.toml", "/own/failures.toml", text});
  };
  const auto patterns = read(k_failure);
  REQUIRE(patterns);
  REQUIRE(patterns->size() == 1);
  CHECK(scan_build_log("acme: broken\n", *patterns).front().cause == "acme's broken");
  struct Row {
    std::string text;
    const char* place;
    const char* part;
  };
  const std::string whole = k_failure;
  const Row row = GENERATE_COPY(
      Row{"[[failure]]\nid = \"IN-01\"\ncause = \"x\"\n", ":1:", "`failure.pattern`"},
      Row{"[[failure]]\nid = 1\n", ":2:", "`failure.id`"},
      Row{"[[failure]]\nid = \"IN-01\"\npattern = '('\ncause = \"x\"\n", ":3:", "RE2"},
      Row{whole + "kind = \"fire\"\n", ":5:", "network"},
      Row{whole + "warning = 1\n", ":5:", "true or false"},
      Row{whole + "confirm = \"IN-01\"\n", ":5:", "list"}, Row{whole + "fix = 1\n", ":5:", "`failure.fix`"},
      Row{whole + "sample = \"other\"\n", ":5:", "its own pattern"},
      Row{whole + "command = [\"/tmp/evil\"]\n", ":5:", "none that an overlay may have"},
      Row{"failure = 1\n", ":1:", "array of tables"},
      Row{"[failure]\nid = \"IN-01\"\n", ":1:", "array of tables"});
  CAPTURE(row.text);
  const auto wrong = read(row.text);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::usage);
  CHECK(starts_with(wrong.error().message, std::string("/own/failures.toml") + row.place));
  CHECK(contains(wrong.error().message, row.part));
}

TEST_CASE("a pattern's id needs a page, of ftenv's or of an overlay") {
  const auto check = [](const std::string& id, const std::string& page) {
    const std::string text = "[[failure]]\nid = \"" + id + "\"\npattern = 'x'\ncause = \"x\"\n";
    Overlay overlay{"/own", {{"failures.toml", "/own/failures.toml", text}}};
    if (!page.empty())
      overlay.files.push_back(
          {"findings/XX.toml", "/own/findings/XX.toml",
           "title = \"Ours\"\n[" + page + "]\ntitle = \"x\"\nabout = \"x\"\nway_out = \"x\"\n"});
    return check_overlay_failures({overlay});
  };
  CHECK(check("IN-01", ""));
  CHECK(check("XX-01", "XX-01"));
  const Status none = check("XX-02", "XX-01");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::usage);
  CHECK(contains(full_text(none.error()),
                 "/own/failures.toml:2:6: the key `failure.id` is `XX-02`, which has no page"));
}

}  // namespace ftenv::test
