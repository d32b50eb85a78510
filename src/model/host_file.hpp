// A machine on paper, for `plan --host`: what it is, what lies on it, and what its programs answer.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/host.hpp"

namespace ftenv {

struct RecordedAnswer {
  std::vector<std::string> argv;  // a last "*" stands for any more words
  std::int64_t exit_code = 0;
  std::string out, err;
  bool found = true;  // false: there is no such program
  // What follows `out` for each of the words that "*" stands for: a line, nothing where it is empty. A word
  // that is not in `each` gets `otherwise`, with {} for the word, and the program ends with otherwise_exit.
  std::map<std::string, std::string> each;
  std::string otherwise;
  std::int64_t otherwise_exit = 0;
};

struct HostFile {
  std::string about;       // where the answers are from, for people
  Host host;               // without what os-release says
  std::string os_release;  // the text of /etc/os-release
  std::string home;
  std::vector<std::string> programs;  // on PATH, as absolute paths
  std::vector<std::string> files;     // interpreters that lie elsewhere, as absolute paths
  std::map<std::string, std::string> environment;
  std::vector<RecordedAnswer> answers;
};

// Pure. `name` is used for FILE. Error: usage, "FILE:LINE:COL: …" with what is wrong.
Result<HostFile> parse_host_file(std::string_view text, const std::string& name);

}  // namespace ftenv
