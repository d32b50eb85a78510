#include "engine/deps/verdict.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_examples = 3;

// One wheel, as seen from here.
struct Candidate {
  std::string file;
  WheelName name;
  std::optional<std::size_t> rank;
  bool compiled = false;  // for some system
  bool fits_system = false;
};

bool has_abi(const Candidate& one, AbiTag::Kind kind) {
  return std::any_of(one.name.abis.begin(), one.name.abis.end(),
                     [&](const std::string& abi) { return read_abi_tag(abi).kind == kind; });
}

bool is_for_series(const Candidate& one, const Version& version) {
  const std::string digits = std::to_string(version.major) + std::to_string(version.minor);
  return std::any_of(one.name.abis.begin(), one.name.abis.end(), [&](const std::string& abi) {
    const AbiTag tag = read_abi_tag(abi);
    return tag.kind == AbiTag::gil && tag.python == digits;
  });
}

// Of abi3, "cp311" is the oldest that takes it.
bool stable_reaches(const Candidate& one, const Version& version) {
  return std::any_of(one.name.pythons.begin(), one.name.pythons.end(), [&](const std::string& python) {
    return starts_with(python, "cp") && minor_of(std::string_view(python).substr(2)) <= version.minor;
  });
}

std::vector<Candidate> candidates_of(const LockedDistribution& one, const WheelTags& tags) {
  std::vector<Candidate> all;
  for (const std::string& file : one.wheels) {
    auto name = read_wheel_name(file);
    if (!name) continue;
    Candidate candidate{file, std::move(*name), std::nullopt, false, false};
    const auto& platforms = candidate.name.platforms;
    candidate.compiled = std::find(platforms.begin(), platforms.end(), "any") == platforms.end();
    candidate.fits_system = candidate.compiled && tags.platform_fits(candidate.name);
    candidate.rank = tags.rank(candidate.name);
    all.push_back(std::move(candidate));
  }
  return all;
}

const Candidate* best_of(const std::vector<Candidate>& all) {
  const Candidate* best = nullptr;
  for (const Candidate& one : all) {
    if (one.rank && (best == nullptr || one.rank < best->rank)) best = &one;
  }
  return best;
}

void add_example(Judgement& judgement, const std::string& file) {
  if (judgement.others.size() < k_most_examples) judgement.others.push_back(file);
}

void judge_installable(Judgement& judgement, const Candidate& best, const std::vector<Candidate>& all) {
  judgement.way = InstallWay::wheel;
  judgement.wheel = best.file;
  if (best.compiled) {
    const auto& abis = best.name.abis;
    const bool any = std::find(abis.begin(), abis.end(), "none") != abis.end();
    judgement.verdict = any ? WheelVerdict::any_python : WheelVerdict::built_for_it;
    return;
  }
  judgement.verdict = WheelVerdict::pure;
  for (const Candidate& one : all) {
    if (!one.fits_system) continue;
    judgement.verdict = WheelVerdict::pure_replacement;
    add_example(judgement, one.file);
  }
}

// None of its wheels installs: what are they?
WheelVerdict why_none(Judgement& judgement, const std::vector<Candidate>& all, const WheelTarget& python) {
  if (all.empty()) return WheelVerdict::no_wheel;
  const auto all_that = [&](auto&& is) {
    bool any = false;
    for (const Candidate& one : all) {
      if (!is(one)) continue;
      any = true;
      add_example(judgement, one.file);
    }
    return any;
  };
  const auto stable = [&](const Candidate& one) {
    return one.fits_system && has_abi(one, AbiTag::stable) && stable_reaches(one, python.version);
  };
  const auto gil = [&](const Candidate& one) {
    return one.fits_system && is_for_series(one, python.version);
  };
  if (python.free_threaded && all_that(stable)) return WheelVerdict::abi3_only;
  if (python.free_threaded && all_that(gil)) return WheelVerdict::gil_only;
  if (all_that([](const Candidate& one) { return one.fits_system || !one.compiled; }))
    return WheelVerdict::other_python;
  all_that([](const Candidate&) { return true; });
  return WheelVerdict::other_system;
}

}  // namespace

std::string_view name_of(WheelVerdict verdict) {
  switch (verdict) {
    case WheelVerdict::built_for_it:
      return "built_for_it";
    case WheelVerdict::any_python:
      return "any_python";
    case WheelVerdict::pure:
      return "pure";
    case WheelVerdict::pure_replacement:
      return "pure_replacement";
    case WheelVerdict::abi3_only:
      return "abi3_only";
    case WheelVerdict::gil_only:
      return "gil_only";
    case WheelVerdict::other_python:
      return "other_python";
    case WheelVerdict::other_system:
      return "other_system";
    case WheelVerdict::no_wheel:
      return "no_wheel";
    case WheelVerdict::nothing:
      return "nothing";
    case WheelVerdict::local:
      return "local";
    case WheelVerdict::unknown:
      break;
  }
  return "unknown";
}

std::string_view name_of(InstallWay way) {
  switch (way) {
    case InstallWay::wheel:
      return "wheel";
    case InstallWay::compile:
      return "compile";
    case InstallWay::impossible:
      return "impossible";
    case InstallWay::unknown:
      break;
  }
  return "unknown";
}

Judgement judge(const LockedDistribution& one, const WheelTarget& python, const WheelTags& tags) {
  Judgement judgement;
  if (one.local) {
    judgement.verdict = WheelVerdict::local;
    judgement.way = InstallWay::compile;
    return judgement;
  }
  const std::vector<Candidate> all = candidates_of(one, tags);
  judgement.compiled_elsewhere =
      std::any_of(all.begin(), all.end(), [](const Candidate& wheel) { return wheel.compiled; });
  if (const Candidate* best = best_of(all)) {
    judge_installable(judgement, *best, all);
    return judgement;
  }
  if (!one.files_known && all.empty()) return judgement;
  judgement.verdict = why_none(judgement, all, python);
  judgement.way = one.sdist          ? InstallWay::compile
                  : !one.files_known ? InstallWay::unknown
                                     : InstallWay::impossible;
  if (all.empty() && !one.sdist) judgement.verdict = WheelVerdict::nothing;
  return judgement;
}

}  // namespace ftenv
