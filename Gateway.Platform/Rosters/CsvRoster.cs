using Gateway.Platform.Commands;
using Gateway.Platform.Import;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Rosters;

/// <summary>A CSV with a header row of field names; an empty field is one that was not given.</summary>
internal sealed class CsvRoster : IImportLines<RosterLineRequest>
{
    private readonly CsvColumns _columns = new(["user_id", "name", "work_sn", "id_card", "face_template", "valid_from", "valid_until", "device_tag"], "user_id");

    public bool HasHeader => true;

    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors) => _columns.ReadHeader(line, errors);

    public RosterLineRequest? Read(ReadOnlySpan<byte> line, FieldErrors errors) =>
        _columns.Read(line, errors)
            ? new RosterLineRequest(
                _columns["user_id"], _columns["name"], _columns["work_sn"], _columns["id_card"], Face(_columns["face_template"]), _columns["valid_from"], _columns["valid_until"],
                _columns["device_tag"])
            : null;

    private static FaceTemplate? Face(string? text)
    {
        if (text is null) return null;
        var fault = FaceTemplateText.TryRead(Encoding.UTF8.GetBytes(text), out var photo);
        return new FaceTemplate(photo, fault);
    }
}
