#include "platform/replayed_machine.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

constexpr const char* k_machine = R"(
os = "linux"
arch = "x86_64"
libc = "glibc"
os_release = '''
ID=some
VERSION_ID="7"
'''
programs = ["/usr/bin/gcc", "/home/ada/.cargo/bin/rustc"]
[[answer]]
argv = ["query", "--all"]
out = "everything\n"
[[answer]]
argv = ["query", "*"]
otherwise = "no {}"
otherwise_exit = 4
[answer.each]
one = "one 1.0"
silent = ""
[[answer]]
argv = ["absent"]
found = false
)";

struct Scene {
  ReplayedMachine machine{parse_host_file(k_machine, "m.toml").value(), "m.toml"};

  Result<ProcessOutcome> ask(std::vector<std::string> argv) {
    ProcessRequest request;
    request.argv = std::move(argv);
    return machine.run(request);
  }
};

}  // namespace

TEST_CASE("what the file records is answered, the first that fits") {
  Scene scene;
  const auto all = scene.ask({"query", "--all"});
  REQUIRE(all);
  CHECK(all->status.ok());
  CHECK(all->out == "everything\n");
  const auto words = scene.ask({"query", "one", "two", "silent"});
  REQUIRE(words);
  CHECK(words->out == "one 1.0\nno two\n");
  CHECK(words->status.value == 4);
  CHECK(scene.ask({"query", "one", "silent"})->status.ok());
  CHECK(scene.ask({"absent"})->status.kind == ExitStatus::not_found);
  CHECK_FALSE(scene.machine.refused());
}

TEST_CASE("what the file does not record is refused, and the first refusal is kept") {
  Scene scene;
  const auto answer = scene.ask({"rm", "-rf", "a b"});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::usage);
  CHECK(contains(answer.error().message, "`m.toml` does not say what `rm -rf 'a b'` answers"));
  CHECK(scene.ask({"query"}).has_value());  // "*" may stand for nothing
  CHECK_FALSE(scene.ask({"other"}));
  CHECK(contains(scene.machine.refused()->message, "rm -rf"));
}

TEST_CASE("the machine's paths lie on paper, and are shown as it writes them") {
  Scene scene;
  const fs::path& root = paper_root();
  CHECK_FALSE(fs::exists(root));
  CHECK(scene.machine.environment().get("HOME") == on_paper("/home/ada").string());
  CHECK(scene.machine.environment_there().get("HOME") == "/home/ada");
  CHECK(is_on_paper(scene.machine.environment().get("PATH")));
  CHECK(scene.machine.as_there("in `" + (root / "home" / "ada").string() + "`") == "in `/home/ada`");
  // A package manager is told to look below the root; what is shown and answered is without that.
  CHECK(scene.machine.as_there(std::vector<std::string>{"query", "--root", root.string(), "one"}) ==
        std::vector<std::string>{"query", "one"});
  CHECK(scene.machine.as_there(
            std::vector<std::string>{"query", "--config", (root / "etc" / "query.conf").string(), "one"}) ==
        std::vector<std::string>{"query", "one"});
  CHECK(scene.ask({"query", "--root", root.string(), "one"})->out == "one 1.0\n");
}

TEST_CASE("a machine with drives is asked by either separator, and its variables are paths on paper") {
  const char* text =
      "os = \"windows\"\narch = \"x86_64\"\nprograms = [\"C:/Tools/py.exe\"]\n"
      "[environment]\nLOCALAPPDATA = \"C:/Users/ada/AppData/Local\"\nEDITOR = \"notepad\"\n"
      "[[answer]]\nargv = [\"C:/Tools/py.exe\", \"--list\"]\nout = \"3.14t\"\n";
  ReplayedMachine machine{parse_host_file(text, "w.toml").value(), "w.toml"};
  CHECK(is_on_paper(machine.environment().get("LOCALAPPDATA")));
  CHECK(machine.environment().get("EDITOR") == "notepad");
  CHECK(machine.as_there(machine.environment().get("HOME")) == "C:\\Users\\ada");
  CHECK(machine.find_program(on_paper("C:/Tools/py").string()) == fs::path("C:/Tools/py.exe"));
  ProcessRequest request;
  for (const std::string program : {"C:/Tools/py.exe", "C:\\Tools\\py.exe", "C:\\Tools/py.exe"}) {
    request.argv = {program, "--list"};
    CHECK(machine.run(request).has_value());
  }
  request.argv = {on_paper("C:\\Tools\\py.exe").string(), "--list"};
  CHECK(machine.run(request).has_value());
}

TEST_CASE("programs are those of the file, by name and by path") {
  Scene scene;
  CHECK(scene.machine.find_program("gcc") == fs::path("/usr/bin/gcc"));
  CHECK_FALSE(scene.machine.find_program("cc"));
  const fs::path below = on_paper("/home/ada/.cargo/bin/rustc");
  CHECK(scene.machine.find_program(below.string()) == fs::path("/home/ada/.cargo/bin/rustc"));
  CHECK_FALSE(scene.machine.find_program("/usr/local/bin/gcc"));
}

TEST_CASE("os-release makes the host") {
  Scene scene;
  CHECK(scene.machine.host().distro == "some");
  CHECK(scene.machine.host().distro_version == "7");
}
