// A healthy machine with a healthy project, in a temporary directory, for the checks of doctor: tests
// break one thing in it and look at what is found.
//
// Files are real. Programs are files that never run: what they would answer is in `processes`, which
// answers for rustc, cargo, maturin and the interpreter as a healthy machine would.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "engine/doctor/doctor.hpp"
#include "support/fake_machine.hpp"
#include "support/fakes.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

class Patient {
 public:
  // HOME with rustup's cargo and rustc; PATH = HOME/.cargo/bin, BIN (cc, ld, pkg-config, python3, …);
  // PROJECT: the crate `hello` on PyO3 0.28.3 with Cargo.lock, pyproject.toml, src/lib.rs and a .venv of
  // ours with a free-threaded CPython 3.14.8 that lives in PREFIX.
  Patient();

  fs::path home() const { return m_world.directory.path() / "h"; }
  fs::path bin() const { return m_world.directory.path() / "bin"; }           // stands for /usr/bin
  fs::path system_root() const { return m_world.directory.path() / "root"; }  // its etc/ stands for /etc
  fs::path project() const { return m_world.directory.path() / "hello"; }
  fs::path venv() const { return project() / ".venv"; }
  fs::path prefix() const { return m_world.store.pythons() / "cpython-3.14.8t"; }
  fs::path site_packages() const { return venv() / "lib" / "python3.14t" / "site-packages"; }

  // Below PROJECT, HOME, … : parents are made. `program` makes it executable.
  void file(const fs::path& path, const std::string& text);
  void program(const fs::path& path, const std::string& text = "#!/bin/sh\n");
  void link(const fs::path& path, const fs::path& target);  // a symbolic link
  void remove(const fs::path& path);
  std::string text(const fs::path& path) const;
  // Replaces the first `from` in a file; the test fails when there is none.
  void edit(const fs::path& path, const std::string& from, const std::string& to);

  // The environment that the person has. What children of ftenv get is filtered as in the real one.
  void set(const std::string& name, const std::string& value);
  void unset(const std::string& name);

  // What programs answer, by the file name of argv[0]: "rustc", "cargo", "python", … The interpreter's
  // answer is made of `interpreter` (see src/inspect/probes/interpreter.py).
  std::map<std::string, std::function<ProcessOutcome(const ProcessRequest&)>> answers;
  Json interpreter;
  FakeMachine machine;  // what the system says of disks, owners, memory, locales and the time

  FakeWorld& world() { return m_world; }
  const FakeProcesses& processes() const { return m_world.processes; }

  // Runs the checks: all quick ones, or those that `request` names. `with_project`: `doctor PROJECT`.
  Diagnosis examine(DoctorRequest request = {}, bool with_project = true);
  // The same, with one line per finding and per check that could not look, for messages.
  static std::string account(const Diagnosis& diagnosis);

 private:
  FakeWorld m_world;
};

// One way to be ill.
struct Plant {
  std::string id;    // that has to be found
  std::string what;  // for the reader: "VIRTUAL_ENV leads to a folder that is gone"
  Severity severity = Severity::error;
  std::function<void(Patient&)> make;
  DoctorRequest request = {};  // for what is deep or online
  bool with_project = true;
};

}  // namespace ftenv::test
