// One way to a free-threaded interpreter: it is there already, somebody has built it, or we do.
//
// `up` goes through the ways for each wish in turn. What `--from` names stands alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/step_kind.hpp"

namespace ftenv {

struct WayOffer {
  enum Kind { ready, possible, impossible } kind = impossible;
  std::string because;                 // one clause, for the plan or for the list of what was tried
  std::optional<Toolchain> toolchain;  // of a ready one, and only of one
  std::vector<Command> commands;       // of a possible one, for the plan
};

class InterpreterWay {
 public:
  virtual ~InterpreterWay() = default;
  virtual std::string id() const = 0;  // as --from calls it
  // Looks only, in milliseconds, without network. An error means that the run can't work at all.
  virtual Result<WayOffer> offer(StepContext& context, const PythonWish& wish) = 0;
  // Makes a possible one real: verified and, but for one that others keep, in the store.
  virtual Result<Toolchain> take(StepContext& context, const PythonWish& wish) = 0;
  // Can an offer of it be a ready one? Only these are asked on a machine where all is set up.
  virtual bool finds() const { return false; }
  // Does it compile CPython, so that the build packages have to be there first?
  virtual bool compiles() const { return false; }
};

using InterpreterWays = std::vector<std::unique_ptr<InterpreterWay>>;

// In the order in which they are tried for `from`: "auto", or the id of one. Error: usage.
Result<InterpreterWays> make_ways(const std::string& from);

std::unique_ptr<InterpreterWay> make_stored_way(const std::string& from);
std::unique_ptr<InterpreterWay> make_existing_way();
std::unique_ptr<InterpreterWay> make_prebuilt_way();
std::unique_ptr<InterpreterWay> make_system_way();
std::unique_ptr<InterpreterWay> make_pyenv_way();
std::unique_ptr<InterpreterWay> make_source_way();

// Building from an archive that is already here, for the way `source` and for --archive: the commands of the
// plan, with a check that there is room, and the build itself with everything that it needs.
Result<std::vector<Command>> planned_build(StepContext& context, const SourceArchive& source);
Result<Toolchain> build_from(StepContext& context, const SourceArchive& source);

// What several ways ask before they offer something.
bool suits_project(const StepContext& context, const Version& version);
bool serves(const StepContext& context, const PythonWish& wish, const Version& version);
int jobs_of(const StepContext& context);
inline WayOffer not_here(std::string because) {
  return {WayOffer::impossible, std::move(because), std::nullopt, {}};
}

}  // namespace ftenv
