#include "inspect/python/interpreter.hpp"

#include "base/json.hpp"
#include "inspect/python/probe.hpp"

namespace ftenv {
namespace {

// CPython 3.15.0rc1 says version "3.15.0", releaselevel "candidate", serial 1.
Result<Version> version_of(const Json& answer, const fs::path& executable) {
  std::string text = answer["version"].string_or("");
  const std::string level = answer["releaselevel"].string_or("final");
  const std::string serial = std::to_string(answer["serial"].int_or(0));
  if (level == "alpha") text += "a" + serial;
  if (level == "beta") text += "b" + serial;
  if (level == "candidate") text += "rc" + serial;
  const auto version = Version::parse(text);
  if (!version) {
    return fail(ErrorCode::process,
                "`" + executable.string() + "` says that its version is `" + text + "`, which is none");
  }
  return *version;
}

}  // namespace

Result<InterpreterFacts> ask_interpreter(ProcessRunner& runner, const Environment& environment,
                                         const fs::path& executable,
                                         const std::vector<std::string>& modules) {
  return question_interpreter(runner, environment, executable, {modules, /*with_site=*/!modules.empty()});
}

Result<InterpreterFacts> question_interpreter(ProcessRunner& runner, const Environment& environment,
                                              const fs::path& executable,
                                              const InterpreterQuestion& question) {
  FTENV_TRY(const Json answer,
            run_probe(runner, environment, executable,
                      {"interpreter.py", question.modules, question.with_site, question.limit}));
  InterpreterFacts facts;
  FTENV_TRY(facts.version, version_of(answer, executable));
  facts.executable = answer["executable"].string_or("");
  facts.prefix = answer["prefix"].string_or("");
  facts.base_prefix = answer["base_prefix"].string_or("");
  facts.implementation = answer["implementation"].string_or("");
  facts.free_threaded = answer["free_threaded"].bool_or(false);
  facts.gil_enabled = answer["gil_enabled"].bool_or(true);
  facts.shared = answer["shared"].bool_or(false);
  facts.ext_suffix = answer["ext_suffix"].string_or("");
  facts.soabi = answer["soabi"].string_or("");
  facts.cflags = answer["cflags"].string_or("");
  facts.libdir = answer["libdir"].string_or("");
  facts.ldlibrary = answer["ldlibrary"].string_or("");
  facts.libpython = answer["libpython"].string_or("");
  facts.libdir_exists = answer["libdir_exists"].bool_or(false);
  facts.framework = answer["framework"].bool_or(false);
  facts.headers_exist = answer["headers_exist"].bool_or(false);
  facts.debug = answer["debug"].bool_or(false);
  facts.externally_managed = answer["externally_managed"].bool_or(false);
  facts.platform = answer["platform"].string_or("");
  facts.compiler = answer["compiler"].string_or("");
  facts.bits = static_cast<int>(answer["bits"].int_or(64));
  facts.printed = answer["printed"].string_or("");
  facts.missing_modules = answer["missing_modules"].strings();
  return facts;
}

Result<fs::path> loaded_libpython(ProcessRunner& runner, const Environment& environment,
                                  const fs::path& executable) {
  FTENV_TRY(const Json answer, run_probe(runner, environment, executable, {"libpython.py", {}}));
  if (!answer["checked"].bool_or(false)) {
    return fail(ErrorCode::unsupported,
                "which libpython `" + executable.string() + "` loads can't be seen on this system");
  }
  return fs::path(answer["libpython"].string_or(""));
}

Result<ThreadMeasure> measure_threads(ProcessRunner& runner, const Environment& environment,
                                      const fs::path& executable, int threads) {
  FTENV_TRY(const Json answer,
            run_probe(runner, environment, executable, {"threads.py", {std::to_string(threads)}}));
  ThreadMeasure measure;
  measure.serial_s = answer["serial_s"].double_or(0);
  measure.parallel_s = answer["parallel_s"].double_or(0);
  measure.threads = static_cast<int>(answer["threads"].int_or(threads));
  return measure;
}

}  // namespace ftenv
