// What shims and proxies would start, by files. The programs here leave a mark when they are started.
#include "base/text.hpp"
#include "inspect/cargo/rustup_selection.hpp"
#include "inspect/program_lookup.hpp"
#include "inspect/python/pyenv_selection.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

class Machine {
 public:
  Machine() {
    user.set("HOME", dir.path().string());
    recipe.not_started = {{"shims", "chooses by the folder"}, {"WindowsApps", "opens a store"}};
  }
  fs::path program(const fs::path& name, const std::string& text = "") {
    const fs::path path = dir / name;
    write_file(path, text.empty() ? "#!/bin/sh\ntouch '" + (dir / "started").string() + "'\n" : text);
    fs::permissions(path, fs::owner_all);
    return path;
  }
  void link(const fs::path& name, const fs::path& target) {
    fs::create_directories((dir / name).parent_path());
    fs::create_symlink(target, dir / name);
  }
  void path(const std::vector<std::string>& folders) {
    std::vector<std::string> all;
    for (const std::string& folder : folders) all.push_back((dir / folder).string());
    user.set("PATH", join(all, ":"));
  }
  std::vector<ProgramHit> hits(const std::string& name) {
    auto found = look_up_program(name, user, recipe);
    CHECK_FALSE(fs::exists(dir / "started"));
    return found;
  }
  // "3.14t=3.14.4t system 3.9=-, by .python-version"
  std::string choices(const fs::path& folder = "work/hello") {
    const PyenvSelection selection = read_pyenv_selection(dir / "pyenv", dir / folder, user);
    std::string text;
    for (const PyenvChoice& one : selection.choices) {
      text += one.wanted + "=" + (one.installed.empty() ? "-" : one.installed) + " ";
    }
    return text + "by " + fs::path(selection.set_by).filename().string();
  }
  // "1.70.0 by rust-toolchain.toml, -"
  std::string rust() {
    const RustupSelection one = read_rustup_selection(dir / "work/hello", user);
    return one.wanted + " by " + replace_all(one.set_by, dir.path().string() + "/", "") + ", " +
           (one.toolchain.empty() ? "-" : one.toolchain.filename().string()) + (one.own ? " own" : "");
  }

  TestDir dir;
  Environment user;
  InterpretersRecipe recipe;
};

}  // namespace

TEST_CASE("every hit on PATH is told for what it is, and none is started") {
  Machine machine;
  machine.program("pyenv/shims/python",
                  "#!/usr/bin/env bash\nexport PYENV_ROOT=\"/home/ada/.pyenv\"\n"
                  "exec \"/home/ada/.pyenv/libexec/pyenv\" exec \"$program\" \"$@\"\n");
  machine.program("asdf/shims/python", "#!/usr/bin/env bash\nexec asdf exec \"python\" \"$@\"\n");
  machine.program("mise/bin/mise");
  machine.link("mise/shims/python", machine.dir / "mise/bin/mise");
  machine.program("Microsoft/WindowsApps/python", "x");
  machine.program("empty/python");
  write_file(machine.dir / "empty/python", "");
  machine.program("usr/bin/snap");
  machine.link("snap/bin/python", machine.dir / "usr/bin/snap");
  machine.program("usr/bin/python");
  machine.link("bin", machine.dir / "usr/bin");
  machine.path({"pyenv/shims", "asdf/shims", "mise/shims", "Microsoft/WindowsApps", "empty", "snap/bin",
                "bin", "usr/bin", "nowhere"});
  const auto hits = machine.hits("python");
  using Kind = ProgramHit::Kind;
  std::vector<Kind> kinds;
  for (const ProgramHit& hit : hits) kinds.push_back(hit.kind);
  CHECK(kinds == std::vector<Kind>{Kind::pyenv_shim, Kind::other_shim, Kind::other_shim, Kind::store_alias,
                                   Kind::store_alias, Kind::snap, Kind::real});
  CHECK(hits.front().pyenv_root == "/home/ada/.pyenv");
  CHECK(hits.front().because == "chooses by the folder");
  CHECK(hits.back().path == machine.dir / "bin/python");
}

TEST_CASE("a proxy of rustup is one file with rustup, by a link or not") {
  Machine machine;
  machine.program("cargo/rustup");
  machine.link("cargo/cargo", "rustup");
  fs::create_hard_link(machine.dir / "cargo/rustup", machine.dir / "cargo/rustc");
  machine.program("cargo/maturin");
  machine.path({"cargo"});
  CHECK(machine.hits("cargo").front().kind == ProgramHit::rustup_proxy);
  CHECK(machine.hits("rustc").front().kind == ProgramHit::rustup_proxy);
  CHECK(machine.hits("maturin").front().kind == ProgramHit::real);
  CHECK(machine.hits("rustup").front().kind == ProgramHit::real);
}

TEST_CASE("pyenv's choice: the variable, the nearest file, the whole account's; and what it means") {
  Machine machine;
  for (const char* version :
       {"3.9.18", "3.13.0", "3.13.10", "3.14.2t", "3.14.10t", "3.14.11rc1t", "3.14.0"}) {
    machine.program(fs::path("pyenv/versions") / version / "bin/python");
  }
  CHECK(machine.choices() == "by ");
  write_file(machine.dir / "pyenv/version", "3.13\n");
  CHECK(machine.choices() == "3.13=3.13.10 by version");
  write_file(machine.dir / "work/.python-version", "# mine\n\n3.14t  extra\r\nsystem\n../x\n");
  CHECK(machine.choices() == "3.14t=3.14.10t system=system by .python-version");
  write_file(machine.dir / "work/hello/.python-version", "python-3.9.18\n3.14\n3.10\n");
  CHECK(machine.choices() == "python-3.9.18=3.9.18 3.14=3.14.0 3.10=- by .python-version");
  machine.user.set("PYENV_VERSION", "3.1:python-3.9.18:3.14.11rc1t");
  CHECK(machine.choices() == "3.1=- python-3.9.18=- 3.14.11rc1t=3.14.11rc1t by PYENV_VERSION");
}

TEST_CASE("a shim of pyenv starts the first chosen version that has the command, else the system's") {
  Machine machine;
  const fs::path chosen = machine.program("pyenv/versions/3.13.0/bin/python3");
  const fs::path system = machine.program("bin/python3");
  const fs::path pip = machine.program("bin/pip");
  machine.program("pyenv/shims/python3");
  machine.program("pyenv/shims/pip");
  machine.path({"pyenv/shims", "bin"});
  const auto start = [&](const char* version, const char* name) {
    machine.user.set("PYENV_VERSION", version);
    const auto found = pyenv_would_start(
        read_pyenv_selection(machine.dir / "pyenv", machine.dir / "work", machine.user), name, machine.user);
    return found ? found->program : fs::path();
  };
  CHECK(start("3.13.0", "python3") == chosen);
  CHECK(start("3.13.0", "pip") == pip);
  CHECK(start("3.14t", "python3") == system);
  CHECK(start("3.14t:3.13", "python3") == chosen);
  CHECK(start("system", "python3") == system);
  CHECK(start("3.13.0", "python").empty());
  CHECK(pyenv_versions_with(machine.dir / "pyenv", "python3") == std::vector<std::string>{"3.13.0"});
  CHECK_FALSE(fs::exists(machine.dir / "started"));
}

TEST_CASE("what pyenv can build stands in its definitions") {
  Machine machine;
  CHECK_FALSE(pyenv_can_build(machine.dir / "pyenv", "3.14.8t").has_value());
  for (const char* name : {"3.14.8t", "3.15.0b1t", "3.13.9"}) {
    write_file(machine.dir / "pyenv/plugins/python-build/share/python-build" / name, "");
  }
  CHECK(pyenv_can_build(machine.dir / "pyenv", "3.14.8t") == true);
  CHECK(pyenv_can_build(machine.dir / "pyenv", "3.14t") == true);
  CHECK(pyenv_can_build(machine.dir / "pyenv", "3.15t") == false);
  CHECK(pyenv_can_build(machine.dir / "pyenv", "3.13t") == false);
  CHECK(pyenv_can_build(machine.dir / "pyenv", "3.14.9t") == false);
}

TEST_CASE("rustup's choice: the variable, an override or a file up the tree, the default") {
  Machine machine;
  for (const char* name : {"stable-x86_64-unknown-linux-gnu", "nightly-2026-01-01-x86_64-unknown-linux-gnu",
                           "mine", "1.85.0-x86_64-unknown-linux-gnu"}) {
    fs::create_directories(machine.dir / ".rustup/toolchains" / name);
  }
  CHECK(machine.rust() == " by , -");
  write_file(machine.dir / ".rustup/settings.toml",
             "default_toolchain = \"stable-x86_64-unknown-linux-gnu\"\n");
  CHECK(machine.rust() ==
        "stable-x86_64-unknown-linux-gnu by rustup's default, stable-x86_64-unknown-linux-gnu");
  write_file(machine.dir / "work/rust-toolchain", "nightly\n");
  CHECK(machine.rust() == "nightly by work/rust-toolchain, -");
  write_file(machine.dir / "work/hello/rust-toolchain.toml", "[toolchain]\nchannel = \"1.85.0\"\n");
  CHECK(machine.rust() == "1.85.0 by work/hello/rust-toolchain.toml, 1.85.0-x86_64-unknown-linux-gnu");
  write_file(machine.dir / "work/hello/rust-toolchain.toml", "[toolchain]\npath = \"../tools\"\n");
  CHECK(machine.rust().find("tools by work/hello/rust-toolchain.toml, - own") != std::string::npos);
  write_file(machine.dir / ".rustup/settings.toml",
             "[overrides]\n\"" + (machine.dir / "work/hello").string() + "\" = \"mine\"\n");
  CHECK(machine.rust() == "mine by an override for `work/hello`, mine own");
  machine.user.set("RUSTUP_TOOLCHAIN", "1.70");
  CHECK(machine.rust() == "1.70 by RUSTUP_TOOLCHAIN, -");
}

TEST_CASE("rustup downloads what is missing unless it is told not to") {
  Machine machine;
  const auto may = [&] { return read_rustup_selection(machine.dir.path(), machine.user).may_download; };
  CHECK(may());
  machine.user.set("RUSTUP_AUTO_INSTALL", "0");
  CHECK_FALSE(may());
  machine.user.unset("RUSTUP_AUTO_INSTALL");
  write_file(machine.dir / ".rustup/settings.toml", "auto_install_mode = \"disable\"\n");
  CHECK_FALSE(may());
}

}  // namespace ftenv::test
