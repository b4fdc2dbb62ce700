using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Gateway.Host;

namespace Gateway.Tests.Whole.Processes;

/// <summary>
/// Another build of the program, for clusters of two versions: the one that GATEWAY_TEST_OTHER_BUILD names (a directory with an older release's Gateway.Host.dll), or the one under
/// test with
/// another version number in each of our assemblies, which is all that to build it once more would change.
/// </summary>
internal static class OtherBuild
{
    private const char Major = '9';

    /// <summary>Gives the directory of its Gateway.Host.dll.</summary>
    /// <param name="work">Where it may be made.</param>
    public static string Program(string work)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_TEST_OTHER_BUILD") is { Length: > 0 } given) return given;
        var program = Directory.CreateDirectory(Path.Combine(work, "program")).FullName;
        foreach (var part in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFileSystemInfos())
        {
            var place = Path.Combine(program, part.Name);
            if (part is DirectoryInfo) Directory.CreateSymbolicLink(place, part.FullName);
            else if (part.Name.StartsWith("Gateway.", StringComparison.Ordinal) && part.Extension == ".dll")
                File.WriteAllBytes(place, Renumbered(File.ReadAllBytes(part.FullName)));
            else File.CreateSymbolicLink(place, part.FullName);
        }

        return program;
    }

    private static byte[] Renumbered(byte[] assembly)
    {
        using var file = new PEReader([.. assembly]);
        var metadata = file.GetMetadataReader();
        void Write(TableIndex table, int row, int column) => BinaryPrimitives.WriteUInt16LittleEndian(
            assembly.AsSpan(file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(table) + (row * metadata.GetTableRowSize(table)) + column), Major - '0');

        // ECMA-335 II.22.2 and 22.5: the version stands first in a reference, and behind the hash algorithm in the assembly's own row.
        Write(TableIndex.Assembly, 0, sizeof(uint));
        foreach (var reference in metadata.AssemblyReferences)
        {
            if (metadata.GetString(metadata.GetAssemblyReference(reference).Name).StartsWith("Gateway.", StringComparison.Ordinal))
                Write(TableIndex.AssemblyRef, MetadataTokens.GetRowNumber(reference) - 1, 0);
        }

        var said = Encoding.UTF8.GetBytes(typeof(GatewayHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        for (var at = 0; assembly.AsSpan(at).IndexOf(said) is >= 0 and var next; at += next + 1) assembly[at + next] = (byte)Major;
        return assembly;
    }
}
