#include "platform/apt_failure.hpp"

#include "platform/apt_parse.hpp"

namespace ftenv {

Error apt_failure(const std::string& what, const ProcessOutcome& outcome, const fs::path& log) {
  Error error;
  error.code = ErrorCode::process;
  if (!log.empty()) error.log = log.string();
  const AptComplaint complaint = diagnose_apt(outcome.err);
  switch (complaint.trouble) {
    case AptTrouble::network:
    case AptTrouble::stale_lists:
      error.code = ErrorCode::network;
      break;
    case AptTrouble::disk:
      error.code = ErrorCode::disk;
      break;
    case AptTrouble::locked:
      error.hints.push_back("wait until the other package manager has finished, then run this again");
      break;
    case AptTrouble::interrupted_dpkg:
      error.hints.push_back(
          "an earlier installation was cut off; finish it with `dpkg --configure -a` as root");
      break;
    case AptTrouble::signature:
      error.hints.push_back("the keyring is older than the archive's keys; install a newer one");
      break;
    case AptTrouble::none:
    case AptTrouble::unknown_package:
    case AptTrouble::no_release:
    case AptTrouble::no_index:
    case AptTrouble::other:
      break;
  }
  error.message = "`" + what + "` failed: ";
  error.message += complaint.line.empty() ? outcome.status.text() : complaint.line;
  return error;
}

}  // namespace ftenv
