namespace Gateway.Platform.Commands;

/// <summary>A person that a terminal is to recognise (§5.3.2).</summary>
/// <param name="UserId">Unique to the platform, 1 to 64 characters.</param>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="WorkSn">At most 64 characters; the same as user_id when absent or empty.</param>
/// <param name="IdCard">At most 32 ASCII letters and digits; empty when not known.</param>
/// <param name="FaceTemplate">The face image, JPEG or PNG of at most 2 MiB, in Base64; a data: prefix is tolerated, and so is percent-encoding. Absent or
/// empty: none.</param>
internal sealed record PersonWish(string? UserId = null, string? Name = null, string? WorkSn = null, string? IdCard = null, FaceTemplate? FaceTemplate = null)
{
    public override string ToString() => "***";
}
