#include "engine/checks/checks.hpp"
#include "engine/checks/places/checks.hpp"

namespace ftenv {
namespace {

Check quick(std::string id, std::string title, std::vector<std::string> detects,
            Result<CheckAnswer> (*run)(CheckContext&)) {
  return {std::move(id), Area::places, std::move(title), std::move(detects), false, CheckCost::quick, run};
}

}  // namespace

std::vector<Check> place_checks() {
  return {
      quick("space", "free space and free inodes where builds write", {"CG-12", "SY-03"}, check_space),
      quick("mounts", "places from which no program can be started", {"CG-13", "PY-16", "SY-04", "SY-05"},
            check_mounts),
      quick("memory", "memory for the size of the crate graph", {"CG-11"}, check_memory),
      quick("owners", "who owns what builds write to", {"CG-14", "CG-20", "PY-17", "SY-06"}, check_owners),
      quick("clock", "the clock and the times of the project's files", {"PY-21"}, check_clock),
      quick("locale", "the locale that the environment names", {"PP-14"}, check_locale),
  };
}

}  // namespace ftenv
