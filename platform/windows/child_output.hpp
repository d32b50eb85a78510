// What a child writes: kept up to the limit, appended to the log, cut into lines. Private to
// platform/windows.
#pragma once

#include <array>
#include <chrono>

#include "platform/line_splitter.hpp"
#include "platform/process.hpp"
#include "platform/windows/output_pipe.hpp"

namespace ftenv {

class ChildOutput {
 public:
  explicit ChildOutput(const ProcessRequest& request) : m_request(request) {}

  Status open_log();
  void attach(OutputPipe out, OutputPipe err);
  bool at_end() const { return !m_streams[0].pipe.open() && !m_streams[1].pipe.open(); }

  // Waits until there is output, `process` has ended or the time is over; true when something was read.
  // `process` null: only output counts.
  Result<bool> pump(HANDLE process, std::chrono::milliseconds timeout);
  // Takes what is there already, hands on unfinished lines and lets go of the pipes.
  Status close();

  std::string& out() { return m_streams[0].captured; }
  std::string& err() { return m_streams[1].captured; }

 private:
  struct Stream {
    OutputPipe pipe;
    std::string captured;
    LineSplitter lines;
  };
  Result<OutputPipe::Taken> take(Stream& stream);
  Status append_to_log(std::string_view bytes);

  const ProcessRequest& m_request;
  std::array<Stream, 2> m_streams;
  UniqueHandle m_log;
};

}  // namespace ftenv
