#include "engine/toolchain/outside.hpp"

#include "base/text.hpp"
#include "engine/toolchain/verify.hpp"
#include "engine/ways/way.hpp"
#include "inspect/python/embedding.hpp"
#include "inspect/python/interpreter_use.hpp"

namespace ftenv {

Result<Toolchain> outside_toolchain(StepContext& context, const PythonWish& wish, const fs::path& executable,
                                    const std::string& origin) {
  Services& services = context.services;
  FTENV_TRY(const InterpreterFacts facts,
            ask_interpreter(services.processes, services.child_environment, executable, modules_for_use()));
  if (!serves(context, wish, facts.version)) {
    return fail(ErrorCode::unsupported, "`" + executable.string() + "` is CPython " + facts.version.text() +
                                            ", but " + wish.text + " was asked for");
  }
  const InterpreterUse use = judge_interpreter(facts, services.recipes.compatibility.first_free_threaded);
  const bool embeds = context.project != nullptr && embedding_need(*context.project).needed;
  if (!use.extension || (embeds && !use.embedding)) {
    return fail(ErrorCode::unsupported,
                "`" + executable.string() + "` can't be used: " + join(use.why_not, "; "));
  }
  VerifyDemand demand;
  demand.ours = false;
  demand.tkinter = context.options.tkinter;
  FTENV_TRY(const InterpreterVerification seen, verify_interpreter(services, executable, demand));
  Toolchain toolchain;
  toolchain.prefix = seen.facts.base_prefix;
  toolchain.executable = executable;
  toolchain.facts = seen.facts;
  toolchain.origin = origin;
  return toolchain;
}

}  // namespace ftenv
