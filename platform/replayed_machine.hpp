// A machine that is not here: answers what is asked of its programs from a file (model/host_file.hpp).
//
// Never starts, reads or writes anything: its paths lie below paper_root(), where nothing is, so that what
// this machine has under the same names is not taken for that one's.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "base/fs.hpp"
#include "model/environment.hpp"
#include "model/host_file.hpp"
#include "model/paper_path.hpp"
#include "platform/process.hpp"

namespace ftenv {

class ReplayedMachine : public ProcessRunner {
 public:
  // `name` of the file, for errors.
  ReplayedMachine(HostFile file, std::string name);

  // The text as that machine would have it (model/paper_path.hpp).
  std::string as_there(const std::string& text, const std::vector<fs::path>& ours = {}) const {
    return as_written_there(text, host(), ours);
  }
  // The same of a command, and without the option that tells a program to look below the root.
  std::vector<std::string> as_there(const std::vector<std::string>& argv,
                                    const std::vector<fs::path>& ours = {}) const;

  const Host& host() const { return m_file.host; }
  const HostFile& file() const { return m_file; }
  // Of its user: paths on paper, or as that machine knows them.
  Environment environment() const;
  Environment environment_there() const;
  std::optional<fs::path> find_program(const std::string& name) const;

  // The recorded answer. Error: usage, where none is recorded; refused() keeps the first of these, because
  // whoever asked may go on without an answer.
  Result<ProcessOutcome> run(const ProcessRequest& request) override;
  std::optional<Error> refused() const;

 private:
  HostFile m_file;
  std::string m_name;
  mutable std::mutex m_mutex;
  std::optional<Error> m_refused;
};

}  // namespace ftenv
