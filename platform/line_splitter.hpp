// Cuts a stream of bytes into lines as they arrive. Private to platform/. Pure.
//
// "\n" and "\r\n" end a line, and so does a lone "\r": progress that overwrites itself is seen while it
// happens. A "\r" at the start of a line ends nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ftenv {

class LineSplitter {
 public:
  using Sink = std::function<void(std::string_view line)>;

  // Something without any line end is handed on in pieces of this size, to bound the memory.
  static constexpr std::size_t k_longest_line = 64u << 10;

  void feed(std::string_view bytes, const Sink& sink);
  void finish(const Sink& sink);  // the last line, where it had no end

 private:
  void append(std::string_view text, const Sink& sink);
  void emit(const Sink& sink);

  std::string m_line;
  bool m_after_return = false;  // a "\n" now belongs to the end that was already seen
};

}  // namespace ftenv
