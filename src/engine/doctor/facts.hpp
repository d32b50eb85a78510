// What several checks need, found out once, when the first of them asks. Safe to use from all checks at
// once: whoever comes second waits for the first. Everything is read; nothing is changed.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/cargo/cargo_config.hpp"
#include "inspect/project/project.hpp"
#include "inspect/python/interpreter.hpp"
#include "inspect/python/venv.hpp"
#include "model/finding_pages.hpp"

namespace ftenv {

// A value that the first caller makes. `get` may be called by many threads; the others wait.
template <class T>
class Lazy {
 public:
  template <class Make>
  const T& get(Make&& make) {
    std::call_once(m_once, [&] { m_value.emplace(make()); });
    return m_value.value();
  }

 private:
  std::once_flag m_once;
  std::optional<T> m_value;
};

struct RustFacts {
  fs::path cargo, rustc;  // as found on the user's PATH, else in CARGO_HOME/bin
  Version version;        // of the rustc that answers in the project's folder
  std::string host;       // "x86_64-unknown-linux-gnu"
};

class Facts {
 public:
  // `project` is empty for the machine alone. Keeps references: `services` must outlive it.
  Facts(Services& services, Options options, std::optional<fs::path> project, FindingPages pages);

  Services& services() const { return m_services; }
  const Options& options() const { return m_options; }
  const FindingPages& pages() const { return m_pages; }

  bool has_project() const { return !m_root.empty(); }
  const fs::path& root() const { return m_root; }  // absolute, as named; empty without a project

  // The project as its files describe it, or the error that `ftenv up` would stop with.
  const Result<Project>& project();

  // Where its environment is or would be, and what is there.
  fs::path venv();
  const Result<VenvFacts>& venv_facts();

  // What the venv's interpreter says of itself, asked in a clean environment, with the standard library's
  // modules in C that it lacks ("_ssl", also ones newer than this version). Error too where there is no
  // venv that can be started.
  const Result<InterpreterFacts>& interpreter(ProcessRunner& processes);

  // The cargo and rustc that plain `cargo build` in the project would use, asked in the user's own
  // environment. Error: they are not there, or do not answer.
  const Result<RustFacts>& rust(ProcessRunner& processes);

  // Cargo's configuration for the project's folder (or the current one): nearest first, with places.
  const CargoConfig& cargo_config();

  // Of Cargo.lock; empty without a lock or a project.
  const std::vector<LockedPackage>& locked();

 private:
  Services& m_services;
  Options m_options;
  fs::path m_root;
  FindingPages m_pages;
  Lazy<Result<Project>> m_project;
  Lazy<Result<VenvFacts>> m_venv_facts;
  Lazy<Result<InterpreterFacts>> m_interpreter;
  Lazy<Result<RustFacts>> m_rust;
  Lazy<CargoConfig> m_cargo_config;
  Lazy<std::vector<LockedPackage>> m_locked;
};

}  // namespace ftenv
