// Two fields of /proc/PID/stat (proc(5)). Private to platform/. Pure.
#pragma once

#include <string_view>

namespace ftenv {

struct ProcStat {
  char state = 0;  // 'R', 'S', 'Z'; 0 where the text is not understood
  int group = 0;
};

ProcStat parse_proc_stat(std::string_view text);

}  // namespace ftenv
