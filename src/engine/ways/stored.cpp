#include <algorithm>

#include "engine/toolchain/store.hpp"
#include "engine/ways/way.hpp"

namespace ftenv {
namespace {

class StoredWay : public InterpreterWay {
 public:
  explicit StoredWay(std::string from) : m_from(std::move(from)) {}

  std::string id() const override { return "store"; }

  bool finds() const override { return true; }

  Result<WayOffer> offer(StepContext& context, const PythonWish& wish) override {
    if (!m_listed) m_present = list_toolchains(context.services);
    m_listed = true;
    for (const Toolchain& toolchain : m_present) {
      if (!comes_from(toolchain) || !serves(context, wish, toolchain.facts.version)) continue;
      if (context.options.optimized && !toolchain.optimized) continue;
      if (context.options.tkinter && !toolchain.tkinter) continue;
      return WayOffer{WayOffer::ready, "in the store", toolchain, {}};
    }
    return not_here("no free-threaded CPython " + wish.text + " in the store");
  }

  Result<Toolchain> take(StepContext&, const PythonWish&) override {
    return fail(ErrorCode::internal, "what is in the store needs no taking");
  }

 private:
  // Whoever says --from wants one that came that way.
  bool comes_from(const Toolchain& toolchain) const {
    if (m_from == "auto" || m_from == toolchain.origin) return true;
    return m_from == "source" && toolchain.origin == "archive";
  }

  std::string m_from;
  bool m_listed = false;
  std::vector<Toolchain> m_present;
};

}  // namespace

std::unique_ptr<InterpreterWay> make_stored_way(const std::string& from) {
  return std::make_unique<StoredWay>(from);
}

}  // namespace ftenv
