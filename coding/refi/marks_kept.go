package refi

// Fields of what goes along with a study for other programs' sake.
const (
	FieldMemo        = "memo"        // of a code, in a codebook, which has no notes
	FieldDescribed   = "described"   // of the project: DescribedFramework
	FieldDepartments = "departments" // of a case
)

// DescribedFramework is the value of FieldDescribed where the description of a project only names the framework.
const DescribedFramework = "framework"
