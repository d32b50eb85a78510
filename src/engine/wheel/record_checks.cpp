// RECORD against the files that are there.
#include <map>
#include <set>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"
#include "inspect/wheel/wheel_record.hpp"

namespace ftenv {
namespace {

// The signatures and RECORD itself can't be listed with a digest.
bool needs_no_digest(const std::string& path) {
  return ends_with(path, ".dist-info/RECORD") || ends_with(path, ".dist-info/RECORD.jws") ||
         ends_with(path, ".dist-info/RECORD.p7s");
}

void compare(WheelSubject& subject, const RecordRow& row, const WheelMember& member) {
  if (needs_no_digest(row.path)) return;
  if (row.size && *row.size != member.size) {
    subject
        .add("WH-06", Severity::error,
             "`" + row.path + "` has " + std::to_string(member.size) + " bytes, RECORD (line " +
                 std::to_string(row.line) + ") says " + std::to_string(*row.size),
             "the same")
        .fixes.push_back(write_record_again(subject));
    if (row.digest.empty()) return;
  }
  if (row.digest.empty()) {
    subject
        .add("WH-06", Severity::warning,
             "RECORD (line " + std::to_string(row.line) + ") has no digest of `" + row.path + "`",
             "`sha256=…`")
        .fixes.push_back(write_record_again(subject));
  } else if (row.algorithm == "md5" || row.algorithm == "sha1") {
    subject
        .add("WH-06", Severity::error,
             "RECORD has only a digest by `" + row.algorithm + "` of `" + row.path + "`", "`sha256`")
        .fixes.push_back(write_record_again(subject));
  } else if (row.algorithm == "sha256" && row.digest != record_digest(member.sha256)) {
    subject
        .add("WH-06", Severity::error,
             "`" + row.path + "` is not the file that RECORD (line " + std::to_string(row.line) + ") lists",
             "the digest `sha256=" + row.digest + "`; it is `sha256=" + record_digest(member.sha256) + "`")
        .fixes.push_back(write_record_again(subject));
  }
}

}  // namespace

void check_wheel_record(WheelSubject& subject) {
  const std::string* text = subject.contents.text("RECORD");
  if (!text) return;
  const WheelRecord record = read_wheel_record(*text);
  for (const int line : record.unreadable) {
    subject
        .add("WH-06", Severity::error,
             "line " + std::to_string(line) + " of RECORD is not a path, a digest and a size",
             "`path,sha256=…,size`")
        .fixes.push_back(write_record_again(subject));
  }
  std::map<std::string, const WheelMember*> members;
  for (const WheelMember& member : subject.contents.members) members[member.path] = &member;
  // What may not be unpacked was told already.
  const std::set<std::string> unsafe(subject.contents.unsafe.begin(), subject.contents.unsafe.end());
  std::set<std::string> listed;
  std::vector<std::string> missing, extra;
  for (const RecordRow& row : record.rows) {
    listed.insert(row.path);
    const auto member = members.find(row.path);
    if (member != members.end()) {
      compare(subject, row, *member->second);
    } else if (!ends_with(row.path, "/") && !needs_no_digest(row.path) && unsafe.count(row.path) == 0) {
      missing.push_back(row.path);
    }
  }
  for (const WheelMember& member : subject.contents.members) {
    if (listed.count(member.path) == 0 && !needs_no_digest(member.path)) extra.push_back(member.path);
  }
  if (!extra.empty()) {
    subject
        .add("WH-07", Severity::error,
             some_of(extra) + (extra.size() == 1 ? " is" : " are") + " not listed in RECORD",
             "a row for every file")
        .fixes.push_back(write_record_again(subject));
  }
  if (!missing.empty()) {
    subject
        .add("WH-08", Severity::error,
             "RECORD lists " + some_of(missing) + ", which " + (missing.size() == 1 ? "is" : "are") +
                 " not there",
             "every file that is listed")
        .fixes.push_back(write_record_again(subject));
  }
}

}  // namespace ftenv
