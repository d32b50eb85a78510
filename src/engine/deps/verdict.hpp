// What installs of one dependency, by the names of its files. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inspect/locks/dependency_lock.hpp"
#include "inspect/wheel/wheel_tags.hpp"

namespace ftenv {

enum class WheelVerdict {
  built_for_it,      // compiled for this interpreter's ABI
  any_python,        // compiled, and takes any interpreter: a program in a wheel
  pure,              // Python alone
  pure_replacement,  // Python alone, where others get the same version compiled
  abi3_only,         // for this system only with the stable ABI, which this interpreter does not load
  gil_only,          // for this system and this series only for the build with the GIL
  other_python,      // for this system only for other series
  other_system,      // compiled for other systems only
  no_wheel,          // there is only the source
  nothing,           // there is no file at all
  local,             // from a folder or a repository
  unknown            // the lock does not name its files
};
std::string_view name_of(WheelVerdict verdict);  // "abi3_only"

// What pip would do.
enum class InstallWay { wheel, compile, impossible, unknown };
std::string_view name_of(InstallWay way);

struct Judgement {
  WheelVerdict verdict = WheelVerdict::unknown;
  InstallWay way = InstallWay::unknown;
  std::string wheel;                // the one that would be taken
  std::vector<std::string> others;  // that tell why: the compiled ones, those of another ABI; a few
  bool compiled_elsewhere = false;  // some file of it is compiled: the source needs a compiler
};

Judgement judge(const LockedDistribution& one, const WheelTarget& python, const WheelTags& tags);

}  // namespace ftenv
