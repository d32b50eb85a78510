#include "platform/windows/child_output.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "platform/windows/system_error.hpp"

namespace ftenv {

Status ChildOutput::open_log() {
  if (m_request.log.empty()) return {};
  m_log =
      UniqueHandle(::CreateFileW(os_files::system_path(m_request.log).c_str(), FILE_APPEND_DATA | SYNCHRONIZE,
                                 FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
                                 FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!m_log.open()) return fail(file_error(last_error(), "open", m_request.log));
  return {};
}

void ChildOutput::attach(OutputPipe out, OutputPipe err) {
  m_streams[0].pipe = std::move(out);
  m_streams[1].pipe = std::move(err);
}

Result<bool> ChildOutput::pump(HANDLE process, std::chrono::milliseconds timeout) {
  std::array<HANDLE, 3> waited{};
  DWORD count = 0;
  for (Stream& stream : m_streams)
    if (stream.pipe.open()) waited[count++] = stream.pipe.event();
  if (process != nullptr) waited[count++] = process;
  const auto wait = static_cast<DWORD>(timeout.count());
  if (count == 0) {
    ::Sleep(wait);
  } else {
    ::WaitForMultipleObjects(count, waited.data(), FALSE, wait);
  }
  bool progress = false;
  for (Stream& stream : m_streams) {
    if (!stream.pipe.open()) continue;
    FTENV_TRY(const auto taken, take(stream));
    progress = progress || taken != OutputPipe::Taken::nothing;
  }
  return progress;
}

Status ChildOutput::close() {
  // Bounded: a process that left the job may go on writing for ever.
  constexpr int k_last_chunks = 64;
  for (Stream& stream : m_streams) {
    for (int i = 0; i < k_last_chunks && stream.pipe.open(); ++i) {
      FTENV_TRY(const auto taken, take(stream));
      if (taken == OutputPipe::Taken::nothing) break;
    }
    stream.pipe.close();
    if (m_request.on_line) stream.lines.finish(m_request.on_line);
  }
  m_log.reset();
  return {};
}

Result<OutputPipe::Taken> ChildOutput::take(Stream& stream) {
  std::string_view bytes;
  const auto taken = stream.pipe.take(bytes);
  if (taken != OutputPipe::Taken::bytes) return taken;
  const std::size_t room =
      m_request.capture_limit - std::min(m_request.capture_limit, stream.captured.size());
  stream.captured.append(bytes.substr(0, room));
  FTENV_CHECK(append_to_log(bytes));
  if (m_request.on_line) stream.lines.feed(bytes, m_request.on_line);
  return taken;
}

Status ChildOutput::append_to_log(std::string_view bytes) {
  while (m_log.open() && !bytes.empty()) {
    DWORD written = 0;
    if (::WriteFile(m_log.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &written, nullptr) == 0) {
      const FsError reason = last_error();
      m_log.reset();
      return fail(file_error(reason, "append to", m_request.log));
    }
    bytes.remove_prefix(written);
  }
  return {};
}

}  // namespace ftenv
