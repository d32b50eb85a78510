// Programs that came as binaries and the C library of this machine, and whether Rust can make modules.
#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "engine/checks/artefacts/checks.hpp"
#include "inspect/native/elf_file.hpp"
#include "inspect/python/extension_search.hpp"

namespace ftenv {
namespace {

// `bin` of the environment: real programs only; a link leads to the interpreter that was asked already.
std::vector<fs::path> programs_in(const fs::path& folder) {
  std::vector<fs::path> programs;
  FsError error;
  fs::directory_iterator at(folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    FsError ignored;
    if (fs::is_regular_file(at->symlink_status(ignored))) programs.push_back(at->path());
  }
  std::sort(programs.begin(), programs.end());
  return programs;
}

std::string text_of(const Version& version) {
  return version.patch == 0 ? version.series() : version.text();
}

Fix install_again(const CheckContext& context, const std::string& what) {
  return {"install one that was made for this system",
          {shell_quote(venv_program(context.facts.services().host, context.facts.venv(), "python").string()) +
           " -m pip install --force-reinstall --no-cache-dir " + shell_quote(what)},
          false,
          {}};
}

// What a file asks for, when this system does not have it.
std::optional<Finding> too_new(const CheckContext& context, const std::string& id, const fs::path& file,
                               const std::optional<Version>& needed, const std::string& what) {
  const Host& host = context.facts.services().host;
  const auto here = Version::parse(host.libc_version);
  if (host.libc != "glibc" || !here || !needed || *needed <= *here) return std::nullopt;
  return context.finding(id, Severity::error,
                         "`" + file.string() + "` asks for glibc `" + text_of(*needed) +
                             "`, and this system has `" + host.libc_version + "`",
                         what + " for glibc `" + host.libc_version + "` or older");
}

Result<CheckAnswer> check_programs(CheckContext& context) {
  const Host& host = context.facts.services().host;
  if (host.libc != "glibc") return CheckAnswer{{}, {}, "this system's C library has no such versions"};
  CheckAnswer answer;
  for (const fs::path& file : programs_in(venv_programs(host, context.facts.venv()))) {
    const auto needed = glibc_of_file(file);
    if (!needed) continue;  // a script
    const std::string name = file.filename().string();
    auto finding = too_new(context, name == "maturin" ? "MT-15" : "SY-02", file, *needed, "a program");
    if (!finding) continue;
    finding->fixes.push_back(install_again(context, name));
    answer.findings.push_back(std::move(*finding));
  }
  if (answer.findings.empty()) answer.seen = "programs fit glibc " + host.libc_version;
  return answer;
}

// -C target-feature=-crt-static, in one word or two
bool switches_off(const std::string& flags) {
  return contains(flags, "-crt-static");
}

bool says_dynamic(CheckContext& context, const std::string& host) {
  for (const auto& [name, value] : context.user().variables()) {
    if (ends_with(name, "RUSTFLAGS") && switches_off(value)) return true;
  }
  const CargoConfig& config = context.facts.cargo_config();
  for (const CargoConfigFile& file : config.files) {
    const Toml& target = file.table["target"];
    for (const Toml& flags : {file.table["build"]["rustflags"], target[host]["rustflags"],
                              target["cfg(target_env = \"musl\")"]["rustflags"]}) {
      if (switches_off(flags.string_or("")) || switches_off(join(flags.strings(), " "))) return true;
    }
  }
  return false;
}

// host: x86_64-unknown-linux-musl. A distribution's own Rust has its name in the middle, and links
// dynamically as everything there does.
Result<CheckAnswer> check_rust_target(CheckContext& context) {
  const Result<RustFacts>& rust = context.facts.rust(context.processes);
  if (!rust) return CheckAnswer{{}, {}, "no Rust answers"};
  CheckAnswer answer;
  if (!ends_with(rust->host, "-unknown-linux-musl") || says_dynamic(context, rust->host)) return answer;
  Finding finding = context.finding("SY-01", Severity::warning,
                                    "`" + rust->rustc.string() + "` builds for `" + rust->host + "`",
                                    "the flag `-C target-feature=-crt-static` when cargo is called by hand");
  finding.why =
      "Rust links musl statically there, and a program that is linked so can't load modules: plain "
      "`cargo build` refuses to make one. maturin, and so `ftenv up`, gives the flag by itself.";
  finding.confidence = Confidence::likely;
  finding.fixes.push_back(
      {"give the flag", {"RUSTFLAGS='-C target-feature=-crt-static' cargo build"}, false, {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace

void judge_extension_libraries(const CheckContext& context, const std::vector<SeenExtension>& seen,
                               CheckAnswer& answer) {
  for (const SeenExtension& one : seen) {
    auto finding = too_new(context, "SY-02", one.extension.file, one.abi.glibc, "a module");
    if (!finding) continue;
    const std::string& distribution = one.extension.distribution;
    if (one.own || distribution.empty()) {
      finding->fixes.push_back(
          {"build it on this system", {"ftenv up " + shell_quote(context.facts.root().string())}, false, {}});
    } else {
      finding->fixes.push_back(install_again(context, distribution));
    }
    answer.findings.push_back(std::move(*finding));
  }
}

Check native_programs_check() {
  return {"native-programs",
          Area::artefacts,
          "programs of the environment that need a newer system",
          {"MT-15", "SY-02"},
          true,
          CheckCost::quick,
          check_programs};
}

Check rust_target_check() {
  return {"rust-target",    Area::artefacts,  "whether Rust can make modules here", {"SY-01"}, true,
          CheckCost::quick, check_rust_target};
}

}  // namespace ftenv
