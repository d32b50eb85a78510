#include "inspect/cargo/thread_review.hpp"

#include <algorithm>
#include <array>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/cargo/rust_text.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest_file = 4u << 20;
constexpr std::size_t k_npos = std::string_view::npos;

class Review {
 public:
  Review(std::string_view text, const fs::path& file)
      : m_text(text), m_code(without_comments_and_strings(text)), m_file(file) {}

  std::vector<ReviewPlace> run() {
    words("static", [&](std::size_t at) {
      if (word_at(m_code, skip_blanks(m_code, at + 6)) == "mut" && !lifetime(at))
        add(ReviewPlace::static_mut, at);
    });
    words("GILProtected", [&](std::size_t at) { add(ReviewPlace::gil_protected, at); });
    words("GILOnceCell", [&](std::size_t at) { add(ReviewPlace::gil_once_cell, at); });
    words("unsafe", [&](std::size_t at) { unsafe_impl(at); });
    for (const char* name : {"with_gil", "attach"}) words(name, [&](std::size_t at) { attached(at, name); });
    std::stable_sort(m_places.begin(), m_places.end(),
                     [](const ReviewPlace& a, const ReviewPlace& b) { return a.at.line < b.at.line; });
    return std::move(m_places);
  }

 private:
  template <class Visit>
  void words(std::string_view word, Visit visit) {
    for (std::size_t at = find_word(m_code, word, 0); at != k_npos; at = find_word(m_code, word, at + 1))
      visit(at);
  }

  // &'static mut T is a reference, no variable.
  bool lifetime(std::size_t at) const { return at > 0 && m_code[at - 1] == '\''; }

  // unsafe impl<T: Clone> Sync for Cell<T> {}
  void unsafe_impl(std::size_t at) {
    const std::size_t impl = skip_blanks(m_code, at + 6);
    if (word_at(m_code, impl) != "impl") return;
    const std::size_t end = std::min(m_code.find_first_of("{;", impl), m_code.size());
    const std::size_t target = std::min(find_word(m_code, "for", impl), end);
    const std::string_view head = std::string_view(m_code).substr(impl, target - impl);
    if (find_word(head, "Sync", 0) != k_npos || find_word(head, "Send", 0) != k_npos)
      add(ReviewPlace::unsafe_sync, at);
  }

  std::size_t closing(std::size_t open, std::size_t limit) const {
    const char from = m_code[open];
    const char to = from == '(' ? ')' : '}';
    int depth = 0;
    for (std::size_t at = open; at < limit; ++at) {
      if (m_code[at] == from) ++depth;
      if (m_code[at] == to && --depth == 0) return at;
    }
    return limit;
  }

  // Python::attach(|py| { … channel.recv() … }); what is within py.detach(…) is not attached.
  void attached(std::size_t at, std::string_view name) {
    if (at < 8 || m_code.compare(at - 8, 8, "Python::") != 0) return;
    const std::size_t open = skip_blanks(m_code, at + name.size());
    if (open >= m_code.size() || m_code[open] != '(') return;
    const std::size_t end = closing(open, m_code.size());
    std::string body = m_code.substr(open, end - open);
    for (const char* let_go : {"detach", "allow_threads"}) {
      for (std::size_t in = find_word(body, let_go, 0); in != k_npos; in = find_word(body, let_go, in + 1)) {
        const std::size_t inner = skip_blanks(body, in + std::string_view(let_go).size());
        if (inner >= body.size() || body[inner] != '(') continue;
        const std::size_t last = closing(open + inner, end) - open;
        std::fill(body.begin() + static_cast<std::ptrdiff_t>(inner),
                  body.begin() + static_cast<std::ptrdiff_t>(std::min(last, body.size())), ' ');
      }
    }
    static constexpr std::array<std::string_view, 7> waits = {"lock",     "recv",  "join",        "wait",
                                                              "block_on", "sleep", "recv_timeout"};
    for (const std::string_view word : waits) {
      for (std::size_t in = find_word(body, word, 0); in != k_npos; in = find_word(body, word, in + 1)) {
        const std::size_t call = in + word.size();
        const bool called = call < body.size() && body[call] == '(';
        // path.join("x") and words.join(", ") join no thread.
        const bool thread = word != "join" || (called && skip_blanks(body, call + 1) < body.size() &&
                                               m_text[open + skip_blanks(body, call + 1)] == ')');
        if (called && thread) add(ReviewPlace::attached_blocking, open + in);
      }
    }
  }

  void add(ReviewPlace::Kind kind, std::size_t at) {
    const int line = line_of(m_code, at);
    const auto same = [&](const ReviewPlace& known) { return known.kind == kind && known.at.line == line; };
    if (std::any_of(m_places.begin(), m_places.end(), same)) return;
    const std::size_t begin = at == 0 ? 0 : m_text.rfind('\n', at - 1) + 1;
    const std::size_t end = std::min(m_text.find('\n', at), m_text.size());
    m_places.push_back({kind, {m_file, line}, std::string(trim(m_text.substr(begin, end - begin)))});
  }

  std::string_view m_text;
  std::string m_code;
  const fs::path& m_file;
  std::vector<ReviewPlace> m_places;
};

}  // namespace

std::string_view name_of(ReviewPlace::Kind kind) {
  switch (kind) {
    case ReviewPlace::static_mut:
      return "static mut";
    case ReviewPlace::gil_protected:
      return "GILProtected";
    case ReviewPlace::gil_once_cell:
      return "GILOnceCell";
    case ReviewPlace::unsafe_sync:
      return "unsafe impl Sync/Send";
    case ReviewPlace::attached_blocking:
      return "waits while attached";
  }
  return "";
}

std::string_view reason_of(ReviewPlace::Kind kind) {
  switch (kind) {
    case ReviewPlace::static_mut:
      return "every thread may change it at the same time: use an atomic, a Mutex or a OnceLock";
    case ReviewPlace::gil_protected:
      return "it was safe only because of the GIL: use a Mutex";
    case ReviewPlace::gil_once_cell:
      return "without the GIL two threads may both compute its value: PyOnceLock computes it once";
    case ReviewPlace::unsafe_sync:
      return "the compiler believes this; was it true only because of the GIL?";
    case ReviewPlace::attached_blocking:
      return "who waits while attached can hold up every other Python thread, even for ever: wait within "
             "`py.detach`, or use `lock_py_attached`";
  }
  return "";
}

std::vector<ReviewPlace> review_source(std::string_view text, const fs::path& file) {
  // Most files have none of these.
  const bool any = contains(text, "static") || contains(text, "GIL") || contains(text, "unsafe") ||
                   contains(text, "Python::");
  return any ? Review(text, file).run() : std::vector<ReviewPlace>();
}

std::vector<ReviewPlace> review_for_threads(const std::vector<fs::path>& files) {
  std::vector<ReviewPlace> places;
  for (const fs::path& file : files) {
    const auto text = read_text(file, k_largest_file);
    if (!text) continue;
    std::vector<ReviewPlace> more = review_source(*text, file);
    places.insert(places.end(), more.begin(), more.end());
  }
  return places;
}

}  // namespace ftenv
