#include "platform/packages/package_failure.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

std::string without_prefix(std::string_view line) {
  std::string_view text = trim(line);
  if (starts_with(text, "- ")) text.remove_prefix(2);
  for (const std::string_view prefix : {"warning:", "error:"})
    while (starts_with(to_lower(text), prefix)) text = trim(text.substr(prefix.size()));
  return std::string(text);
}

}  // namespace

PackageComplaint find_complaint(std::string_view output, const std::vector<KnownComplaint>& known) {
  const std::vector<std::string> lines = split_lines(output);
  for (const KnownComplaint& one : known)
    for (const std::string& line : lines)
      if (contains(line, one.part)) return {one.trouble, without_prefix(line), std::string(one.hint)};
  for (const std::string& line : lines)
    if (starts_with(to_lower(trim(line)), "error")) return {PackageTrouble::other, without_prefix(line)};
  return {};
}

Error package_failure(const std::string& what, const ProcessOutcome& outcome,
                      const PackageComplaint& complaint, const fs::path& log) {
  Error error;
  error.code = ErrorCode::process;
  if (!log.empty()) error.log = log.string();
  switch (complaint.trouble) {
    case PackageTrouble::network:
    case PackageTrouble::stale_lists:
      error.code = ErrorCode::network;
      break;
    case PackageTrouble::disk:
      error.code = ErrorCode::disk;
      break;
    case PackageTrouble::no_root:
      error.code = ErrorCode::permission;
      break;
    case PackageTrouble::locked:
      error.hints.push_back("wait until the other package manager has finished, then run this again");
      break;
    case PackageTrouble::signature:
      error.hints.push_back("the keyring is older than the archive's keys; install a newer one");
      break;
    case PackageTrouble::none:
    case PackageTrouble::unknown_package:
    case PackageTrouble::no_release:
    case PackageTrouble::no_index:
    case PackageTrouble::interrupted:
    case PackageTrouble::other:
      break;
  }
  if (!complaint.hint.empty()) error.hints.push_back(complaint.hint);
  error.message = "`" + what + "` failed: ";
  error.message += complaint.line.empty() ? outcome.status.text() : complaint.line;
  return error;
}

}  // namespace ftenv
