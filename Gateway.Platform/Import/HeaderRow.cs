using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>The row of a CSV that names the fields of the others.</summary>
internal static class HeaderRow
{
    /// <summary>Takes the header; what is wrong with it goes to <paramref name="errors"/>.</summary>
    public delegate void Read(ReadOnlySpan<byte> line, FieldErrors errors);

    /// <summary>The first line that is not empty. Null, or what is wrong with it.</summary>
    public static async Task<FieldErrors?> ReadAsync(LineReader lines, Read read, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        do
        {
            if (!await lines.ReadAsync(cancellation))
            {
                errors.Add("header", ProblemKinds.ImportHeaderInvalid, "is missing: the body is empty");
                return errors;
            }
        }
        while (lines.Line.IsEmpty && !lines.TooLong);

        if (lines.TooLong) errors.Add("header", ProblemKinds.ImportHeaderInvalid, $"is longer than {lines.Max} bytes");
        else read(lines.Line, errors);
        return errors.Any ? errors : null;
    }
}
