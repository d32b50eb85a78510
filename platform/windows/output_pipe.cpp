#include "platform/windows/output_pipe.hpp"

#include <atomic>
#include <string>

#include "platform/windows/system_error.hpp"
#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

std::wstring next_name() {
  static std::atomic<unsigned> counter{0};
  return to_wide("\\\\.\\pipe\\ftenv-" + std::to_string(::GetCurrentProcessId()) + "-" +
                 std::to_string(counter++));
}

Failure no_pipe() {
  return fail(ErrorCode::internal, "can't make a pipe for a child: " + last_error().message());
}

}  // namespace

Result<OutputPipe> OutputPipe::create(UniqueHandle& child_end) {
  const std::wstring name = next_name();
  auto state = std::make_unique<State>();
  constexpr DWORD k_buffer = 64u << 10;
  state->pipe = UniqueHandle(::CreateNamedPipeW(
      name.c_str(), PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, k_buffer, k_buffer, 0,
      nullptr));
  if (!state->pipe.open()) return no_pipe();
  state->event = UniqueHandle(::CreateEventW(nullptr, TRUE, TRUE, nullptr));
  SECURITY_ATTRIBUTES inherited{};
  inherited.nLength = sizeof inherited;
  inherited.bInheritHandle = TRUE;
  child_end = UniqueHandle(::CreateFileW(name.c_str(), GENERIC_WRITE | FILE_READ_ATTRIBUTES, 0, &inherited,
                                         OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!state->event.open() || !child_end.open()) return no_pipe();
  OutputPipe made;
  made.m_state = std::move(state);
  return made;
}

OutputPipe& OutputPipe::operator=(OutputPipe&& other) noexcept {
  if (this != &other) {
    close();
    m_state = std::move(other.m_state);
  }
  return *this;
}

OutputPipe::~OutputPipe() {
  close();
}

OutputPipe::Taken OutputPipe::begin_read() {
  m_state->read = OVERLAPPED{};
  m_state->read.hEvent = m_state->event.get();
  // Also when it is done at once, the event is set and the result is fetched from there.
  if (::ReadFile(m_state->pipe.get(), m_state->buffer.data(), static_cast<DWORD>(m_state->buffer.size()),
                 nullptr, &m_state->read) == 0 &&
      ::GetLastError() != ERROR_IO_PENDING) {
    m_state.reset();
    return Taken::end;
  }
  m_state->reading = true;
  return Taken::nothing;
}

OutputPipe::Taken OutputPipe::take(std::string_view& bytes) {
  if (!m_state->reading && begin_read() == Taken::end) return Taken::end;
  DWORD got = 0;
  if (::GetOverlappedResult(m_state->pipe.get(), &m_state->read, &got, FALSE) == 0) {
    if (::GetLastError() == ERROR_IO_INCOMPLETE) return Taken::nothing;
    m_state->reading = false;
    m_state.reset();
    return Taken::end;
  }
  m_state->reading = false;
  bytes = std::string_view(m_state->buffer.data(), got);
  // Ready at once: whoever waits comes back and begins the next read.
  ::SetEvent(m_state->event.get());
  return Taken::bytes;
}

void OutputPipe::close() {
  if (!m_state) return;
  if (m_state->reading) {
    DWORD ignored = 0;
    ::CancelIoEx(m_state->pipe.get(), &m_state->read);
    ::GetOverlappedResult(m_state->pipe.get(), &m_state->read, &ignored, TRUE);
  }
  m_state.reset();
}

}  // namespace ftenv
