#include "model/recipe/overlay.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {

const OverlayFile* Overlay::find(std::string_view name) const {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const OverlayFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

std::string overlay_note(const Overlays& overlays) {
  std::vector<std::string> folders;
  for (const Overlay& overlay : overlays) {
    std::vector<std::string> names;
    for (const OverlayFile& file : overlay.files) names.push_back(file.name);
    folders.push_back("`" + overlay.folder + "` (" + join(names, ", ") + ")");
  }
  return folders.empty() ? "" : "recipes of your own count as well: from " + join(folders, " and ");
}

}  // namespace ftenv
