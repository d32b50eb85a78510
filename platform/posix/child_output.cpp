#include "platform/posix/child_output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/files.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_chunk = 64u << 10;

FsError last_error() {
  return FsError(errno, boost::system::system_category());
}

}  // namespace

Status ChildOutput::open_log() {
  if (m_request.log.empty()) return {};
  int descriptor;
  do {
    descriptor = ::open(m_request.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return fail(file_error(last_error(), "open", m_request.log));
  m_log = UniqueFd(descriptor);
  return {};
}

void ChildOutput::attach(UniqueFd out, UniqueFd err) {
  m_streams[0].descriptor = std::move(out);
  m_streams[1].descriptor = std::move(err);
}

Result<bool> ChildOutput::pump(std::chrono::milliseconds timeout) {
  std::array<pollfd, 2> waited{};
  // A negative descriptor is one that poll leaves alone.
  for (std::size_t i = 0; i < waited.size(); ++i) waited[i] = {m_streams[i].descriptor.get(), POLLIN, 0};
  const int ready = ::poll(waited.data(), waited.size(), static_cast<int>(timeout.count()));
  // EINTR is not repeated here: the caller looks at its clock and token first.
  if (ready <= 0) return false;
  bool progress = false;
  for (std::size_t i = 0; i < waited.size(); ++i) {
    if (waited[i].revents == 0) continue;
    FTENV_TRY(const Taken taken, take(m_streams[i]));
    progress = progress || taken != Taken::nothing;
  }
  return progress;
}

Status ChildOutput::close() {
  // Bounded: a process that left the group may go on writing for ever.
  constexpr int k_last_chunks = 64;
  for (Stream& stream : m_streams) {
    for (int i = 0; i < k_last_chunks && stream.descriptor.open(); ++i) {
      FTENV_TRY(const Taken taken, take(stream));
      if (taken == Taken::nothing) break;
    }
    stream.descriptor.reset();
    if (m_request.on_line) stream.lines.finish(m_request.on_line);
  }
  m_log.reset();
  return {};
}

Result<ChildOutput::Taken> ChildOutput::take(Stream& stream) {
  std::array<char, k_chunk> buffer;
  ssize_t got;
  do {
    got = ::read(stream.descriptor.get(), buffer.data(), buffer.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Taken::nothing;
  if (got <= 0) {
    stream.descriptor.reset();
    return Taken::end;
  }
  const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
  const std::size_t room =
      m_request.capture_limit - std::min(m_request.capture_limit, stream.captured.size());
  stream.captured.append(bytes.substr(0, room));
  FTENV_CHECK(append_to_log(bytes));
  if (m_request.on_line) stream.lines.feed(bytes, m_request.on_line);
  return Taken::bytes;
}

Status ChildOutput::append_to_log(std::string_view bytes) {
  while (m_log.open() && !bytes.empty()) {
    const ssize_t written = ::write(m_log.get(), bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      const FsError reason = last_error();
      m_log.reset();
      return fail(file_error(reason, "append to", m_request.log));
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace ftenv
