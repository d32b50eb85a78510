// A pipe from a child, read without waiting in the read: an anonymous one can't be. Private to
// platform/windows.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {

class OutputPipe {
 public:
  // `child_end` can be inherited; close it once the child has it. Error: internal.
  static Result<OutputPipe> create(UniqueHandle& child_end);
  OutputPipe() = default;
  OutputPipe(OutputPipe&&) noexcept = default;
  OutputPipe& operator=(OutputPipe&& other) noexcept;
  ~OutputPipe();

  bool open() const { return m_state != nullptr; }
  // Signalled when `take` has something to say.
  HANDLE event() const { return m_state->event.get(); }

  enum class Taken { nothing, bytes, end };
  // What has arrived, valid until the next call. After `end` the pipe is closed.
  Taken take(std::string_view& bytes);
  void close();

 private:
  // On the heap: the system writes here while a read is under way, wherever the pipe is moved.
  struct State {
    UniqueHandle pipe;
    UniqueHandle event;
    OVERLAPPED read{};
    bool reading = false;
    std::array<char, 64u << 10> buffer;
  };
  Taken begin_read();

  std::unique_ptr<State> m_state;
};

}  // namespace ftenv
