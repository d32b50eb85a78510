// What becomes of a child's two streams: captured up to a limit, appended to the log, cut into lines.
// Private to platform/.
#pragma once

#include <array>
#include <string>

#include "platform/line_splitter.hpp"
#include "platform/posix/unique_fd.hpp"
#include "platform/process.hpp"

namespace ftenv {

class ChildOutput {
 public:
  explicit ChildOutput(const ProcessRequest& request) : m_request(request) {}

  Status open_log();
  void attach(UniqueFd out, UniqueFd err);

  bool at_end() const { return !m_streams[0].descriptor.open() && !m_streams[1].descriptor.open(); }
  // Waits up to `timeout` for bytes and takes what is there. True where something came or ended.
  Result<bool> pump(std::chrono::milliseconds timeout);
  // Takes what is still in the pipes, without waiting, and closes them.
  Status close();

  std::string take_out() { return std::move(m_streams[0].captured); }
  std::string take_err() { return std::move(m_streams[1].captured); }

 private:
  struct Stream {
    UniqueFd descriptor;
    std::string captured;
    LineSplitter lines;
  };
  enum class Taken { bytes, nothing, end };

  Result<Taken> take(Stream& stream);
  Status append_to_log(std::string_view bytes);

  const ProcessRequest& m_request;
  UniqueFd m_log;
  std::array<Stream, 2> m_streams;
};

}  // namespace ftenv
