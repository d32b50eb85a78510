#include "platform/line_splitter.hpp"

#include <algorithm>

namespace ftenv {

void LineSplitter::append(std::string_view text, const Sink& sink) {
  while (!text.empty()) {
    if (m_line.size() == k_longest_line) {
      sink(m_line);
      m_line.clear();
    }
    const auto taken = std::min(text.size(), k_longest_line - m_line.size());
    m_line.append(text.substr(0, taken));
    text.remove_prefix(taken);
  }
}

void LineSplitter::emit(const Sink& sink) {
  sink(m_line);
  m_line.clear();
}

void LineSplitter::feed(std::string_view bytes, const Sink& sink) {
  while (!bytes.empty()) {
    if (m_after_return) {
      m_after_return = false;
      if (bytes.front() == '\n') bytes.remove_prefix(1);
      continue;
    }
    const auto end = bytes.find_first_of("\r\n");
    append(bytes.substr(0, end), sink);
    if (end == std::string_view::npos) return;
    if (bytes[end] == '\n') {
      emit(sink);
    } else if (!m_line.empty()) {
      emit(sink);
      m_after_return = true;
    }
    bytes.remove_prefix(end + 1);
  }
}

void LineSplitter::finish(const Sink& sink) {
  if (!m_line.empty()) emit(sink);
}

}  // namespace ftenv
