// The table of design §6 in code: docs/architecture.md shows it to people.
#pragma once

#include "base/result.hpp"

namespace ftenv {

inline constexpr int k_exit_ok = 0;
inline constexpr int k_exit_failed = 1;
inline constexpr int k_exit_usage = 2;
inline constexpr int k_exit_unchecked = 3;     // doctor: a check could not look
inline constexpr int k_exit_still_broken = 4;  // doctor --fix: tried, and it is still there
inline constexpr int k_exit_network = 5;
inline constexpr int k_exit_locked = 6;
inline constexpr int k_exit_unsupported = 7;
inline constexpr int k_exit_bug = 70;
inline constexpr int k_exit_interrupted = 130;

// `signal`: the one that interrupted us, for 128 + its number; 0 where unknown.
inline int exit_code_of(const Error& error, int signal = 0) {
  switch (error.code) {
    case ErrorCode::usage:
      return k_exit_usage;
    case ErrorCode::network:
    case ErrorCode::checksum:
      return k_exit_network;
    case ErrorCode::locked:
      return k_exit_locked;
    case ErrorCode::unsupported:
      return k_exit_unsupported;
    case ErrorCode::interrupted:
      return signal > 0 ? 128 + signal : k_exit_interrupted;
    case ErrorCode::internal:
      return k_exit_bug;
    case ErrorCode::recipe:
    case ErrorCode::project:
    case ErrorCode::archive:
    case ErrorCode::process:
    case ErrorCode::permission:
    case ErrorCode::disk:
      return k_exit_failed;
  }
  return k_exit_bug;
}

// "checksum": the code's name in JSON.
inline const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::recipe:
      return "recipe";
    case ErrorCode::project:
      return "project";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::network:
      return "network";
    case ErrorCode::checksum:
      return "checksum";
    case ErrorCode::archive:
      return "archive";
    case ErrorCode::process:
      return "process";
    case ErrorCode::permission:
      return "permission";
    case ErrorCode::disk:
      return "disk";
    case ErrorCode::locked:
      return "locked";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace ftenv
