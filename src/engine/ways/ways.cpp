#include "base/text.hpp"
#include "engine/ways/way.hpp"
#include "inspect/project/compatibility.hpp"

namespace ftenv {

Result<InterpreterWays> make_ways(const std::string& from) {
  InterpreterWays ways;
  // What is in the store was verified once, so it comes before what others keep.
  ways.push_back(make_stored_way(from));
  if (from == "auto" || from == "existing") ways.push_back(make_existing_way());
  if (from == "auto" || from == "prebuilt") ways.push_back(make_prebuilt_way());
  if (from == "auto" || from == "system") ways.push_back(make_system_way());
  if (from == "pyenv") ways.push_back(make_pyenv_way());
  if (from == "auto" || from == "source") ways.push_back(make_source_way());
  if (ways.size() > 1) return ways;
  return fail(ErrorCode::usage, "`" + from + "` is no way to an interpreter",
              {"--from takes auto, existing, prebuilt, system, source or pyenv"});
}

bool serves(const StepContext& context, const PythonWish& wish, const Version& version) {
  return wish.accepts(version) && suits_project(context, version);
}

bool suits_project(const StepContext& context, const Version& version) {
  return context.project == nullptr ||
         check_compatibility(*context.project, version, context.services.recipes.compatibility).has_value();
}

int jobs_of(const StepContext& context) {
  return context.options.jobs > 0 ? context.options.jobs : context.services.host.cores;
}

}  // namespace ftenv
