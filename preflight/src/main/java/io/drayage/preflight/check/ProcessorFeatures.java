package io.drayage.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which of a processor's features programs can see and use without the kernel's help. */
final class ProcessorFeatures {
  /**
   * Flags of /proc/cpuinfo whose instructions or state a program may have come to rely on: what
   * CRIU 4.2 compares (x86_ins_capability_mask), and newer ones of the same sort (AMX, CET, AVX10,
   * APX …). What only a kernel or a hypervisor uses is not among them.
   */
  private static final Set<String> X86 =
      Set.of(
          "fpu",
          "tsc",
          "cx8",
          "sep",
          "cmov",
          "clflush",
          "mmx",
          "fxsr",
          "sse",
          "sse2",
          "syscall",
          "mmxext",
          "rdtscp",
          "3dnowext",
          "3dnow",
          "rep_good",
          "nopl",
          "pni",
          "pclmulqdq",
          "ssse3",
          "cx16",
          "sse4_1",
          "sse4_2",
          "movbe",
          "popcnt",
          "aes",
          "xsave",
          "avx",
          "f16c",
          "rdrand",
          "fma",
          "abm",
          "sse4a",
          "misalignsse",
          "3dnowprefetch",
          "xop",
          "fma4",
          "tbm",
          "lwp",
          "fsgsbase",
          "bmi1",
          "hle",
          "avx2",
          "bmi2",
          "erms",
          "fsrm",
          "rtm",
          "mpx",
          "avx512f",
          "avx512dq",
          "rdseed",
          "adx",
          "clflushopt",
          "clwb",
          "avx512pf",
          "avx512er",
          "avx512cd",
          "sha_ni",
          "avx512bw",
          "avx512vl",
          "avx512ifma",
          "xsaveopt",
          "xsavec",
          "xgetbv1",
          "xsaves",
          "avx512vbmi",
          "avx512_vbmi2",
          "gfni",
          "vaes",
          "vpclmulqdq",
          "avx512_vnni",
          "avx512_bitalg",
          "avx512_vpopcntdq",
          "rdpid",
          "clzero",
          "avx512_4vnniw",
          "avx512_4fmaps",
          "avx512_vp2intersect",
          "avx512_bf16",
          "avx512_fp16",
          "avx_vnni",
          "avx_ifma",
          "avx_vnni_int8",
          "avx_ne_convert",
          "avx10",
          "amx_bf16",
          "amx_tile",
          "amx_int8",
          "amx_fp16",
          "amx_complex",
          "cldemote",
          "movdiri",
          "movdir64b",
          "enqcmd",
          "serialize",
          "waitpkg",
          "ospke",
          "user_shstk",
          "ibt",
          "lam",
          "cmpccxadd",
          "sha512",
          "sm3",
          "sm4",
          "apx",
          "lahf_lm",
          "monitorx",
          "wbnoinvd",
          "uintr");

  /** Linux's names for what aarch64 programs find in AT_HWCAP and AT_HWCAP2 all count. */
  private static final String ARM = "aarch64";

  private static final List<String> COMPONENTS =
      List.of(
          "x87",
          "SSE",
          "AVX",
          "MPX bounds",
          "MPX configuration",
          "AVX-512 masks",
          "AVX-512 upper halves",
          "AVX-512 registers 16 to 31",
          "processor trace",
          "protection keys",
          "PASID",
          "shadow stack (user)",
          "shadow stack (kernel)",
          "HDC",
          "user interrupts",
          "last branch records",
          "HWP",
          "AMX configuration",
          "AMX tiles",
          "APX registers");

  private ProcessorFeatures() {}

  static boolean seenByPrograms(String architecture, String feature) {
    return architecture.equals(ARM) || X86.contains(feature);
  }

  /** The names of XSAVE's state components (Intel SDM volume 1, 13.1), with their numbers. */
  static String components(long bits) {
    var names = new ArrayList<String>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((bits >>> bit & 1) != 0) {
        names.add(
            bit < COMPONENTS.size() ? "%d (%s)".formatted(bit, COMPONENTS.get(bit)) : "" + bit);
      }
    }
    return String.join(", ", names);
  }
}
